#!/bin/sh
# A LinkedIn-shaped Connections.csv of N made-up people: the note above, quoted companies, accents, an address for one in twenty-five.
# The same N and the same awk give the same bytes.
n=${1:-100000}
cat <<'EOF'
Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing. You will only see email addresses for connections who have allowed their connections to see or download their email address."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
EOF
awk -v n="$n" 'BEGIN {
    f = split("Ada Ben Chidi Dana Élodie Femi Grace Håkan Ines José Kenji Lena Maya Nikolaj Olu Priya Quentin Rosa Søren Tomás Uma Viktor Wen Ximena Yusuf Zoë Amara Björn Camille Dmitri Elif Fatima", first, " ")
    l = split("Andersson Baker Chen Diaz Eriksen Fischer García Haddad Ivanova Jensen Kowalski Lindqvist Müller Núñez Okafor Petrov Quinn Reyes Silva Tanaka Usman Varga Weber Xu Yamamoto Zimmermann Aguirre Björk Castellanos Dubois Engström Fontaine O’Brien Papadopoulos", last, " ")
    c = split("Northwind|Contoso|Acme, Inc.|Globex|Initech|Umbra Labs|Hooli|Vandelay Industries|Stark & Daughters|Wayne Freight|Soylent Foods|Tyrell Analytics|Cyberdyne Tools|Wonka, Oompa & Co.|Bluth Homes|Pied Piper", company, "|")
    t = split("Head of Ops|CTO|Founder|Engineer, Platform|Product Manager|Director of People|VP Sales|Data Scientist|Consultant|Account Executive", title, "|")
    m = split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", month, " ")
    srand(47)
    for (i = 1; i <= n; i++) {
        a = first[int(rand() * f) + 1]; b = last[int(rand() * l) + 1]; co = company[int(rand() * c) + 1] " " int(rand() * 400) + 1; ti = title[int(rand() * t) + 1]
        mail = rand() < 0.04 ? "person" i "@mail.example" : ""
        printf "%s,%s,https://www.linkedin.com/in/person-%d-%x,%s,%s,%s,%02d %s %d\n", a, b, i, i * 2654435 % 1048576, mail,
            co ~ /,/ ? "\"" co "\"" : co, ti ~ /,/ ? "\"" ti "\"" : ti, int(rand() * 28) + 1, month[int(rand() * m) + 1], 2012 + int(rand() * 14)
    }
}'
