#!/bin/sh
# Writes a Connections.csv as LinkedIn would for N connections, always the same for the same N: tests/bench/gen_linkedin.sh N >Connections.csv
# Shaped like the real ones: the preamble, most e-mail addresses missing, some names with accents or credentials, commas and quotes in companies and
# positions, a hidden profile (date only) about every 250 rows, no newline at the end. No two rows share a URL or an address; some thousands share a name, as
# in life: family names are put together from syllables.
set -eu
n=${1:?usage: gen_linkedin.sh ROWS}
awk -v n="$n" '
# A linear congruential generator of our own: rand() differs between awks. Small enough to stay exact in a double.
function next_int(limit) { seed = (seed * 16807) % 2147483647; return int(seed / 2147483647 * limit) }
BEGIN {
    seed = 42
    firsts = split("Maya Tom Ines José Tomás Ada Ben Cleo Dan Eve Fay Gus Hal Zoë Łukasz Björn Anaïs Priya Wei Yuki Omar Fatima Noor Sven Ingrid Carlos Lucía Marco Giulia Pierre Chloé Hans Greta Ivan Olga Chen Ming Aiko Ravi Sita Kofi Ama Liam Emma Noah Olivia Ethan Sophia Lucas Mia", first, " ")
    lasts = split("Chen Reed Okafor-Lindqvist Núñez Reyes Byron Smith Jones Brown Garcia Müller Schmidt Weber Rossi Bianchi Dubois Moreau Novák Svensson Berg Larsen Nowak Kowalski Silva Santos Costa Kim Park Lee Tanaka Sato Suzuki Patel Sharma Singh Khan Ali Hassan Mensah Owusu Ivanov Petrova Wang Li Zhang Nguyen Tran Cohen Levi Murphy", last, " ")
    syllables = split("Al Ber Cor Dan El Fal Gor Hal Is Jar Kel Lam Mor Nor Os Pel Quin Ros Sal Tor Ul Vel Wes Xan Yar Zel Brand Stein Holm Lind Berg Karl Wald Stock Feld Hart Win Ash Green Black", syllable, " ")
    endings = split("a en is o ar el in on ur am ek il os ya ec ov ung ach ost und", ending, " ")
    ends2 = split("son sen man berg ski ova ez ini etti ley ton field worth dal gren quist strom mann meier er", ending2, " ")
    firms = split("Northwind Contoso Initech Acme Globex Umbrella Hooli Stark Wayne Wonka Tyrell Cyberdyne Soylent Vandelay Dunder", firm, " ")
    kinds = split("Labs Analytics Systems Partners Group Studio Works Health Energy Robotics", kind, " ")
    jobs = split("Engineer,Head of Ops,Director of People Ops,Founder,CTO,CEO,Product Manager,Account Executive,Designer,Data Scientist,VP Sales,Consultant", job, ",")
    months = split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", month, " ")
    print "Notes:"
    print "\"When exporting your connection data, you may notice that some of the email addresses are missing. You will only see email addresses for connections who have allowed their connections to see or download their email address using this setting https://www.linkedin.com/psettings/privacy/email. You can learn more here https://www.linkedin.com/help/linkedin/answer/261\""
    print ""
    printf "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    for (i = 1; i <= n; i++) {
        day = sprintf("%02d %s %d", next_int(28) + 1, month[next_int(months) + 1], 2010 + next_int(16))
        if (i % 250 == 0) { printf "\n,,,,,,%s", day; continue }
        f = first[next_int(firsts) + 1]
        l = next_int(4) ? syllable[next_int(syllables) + 1] ending[next_int(endings) + 1] ending2[next_int(ends2) + 1] : last[next_int(lasts) + 1]
        if (i % 40 == 0) l = "\"" l ", PhD\""
        company = firm[next_int(firms) + 1] " " kind[next_int(kinds) + 1] " " next_int(2000)
        if (i % 12 == 0) company = "\"" company ", Inc.\""
        title = job[next_int(jobs) + 1]
        if (i % 30 == 0) title = "\"" title ", \"\"Platform\"\"\""
        mail = i % 20 == 0 ? "person" i "@example.org" : ""
        printf "\n%s,%s,https://www.linkedin.com/in/person-%x-%d,%s,%s,%s,%s", f, l, (i * 7919) % 1048576, i, mail, company, title, day
    }
}'
