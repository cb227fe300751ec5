#!/bin/sh
# The lists a founder has, one after the other into one book: who is in several is one person, the fuller the later; the same lists again change nothing; undo after undo
# leaves nobody.
. tests/cli/lib.sh
wild=tests/fixtures/wild
lists="airtable_crm attio_people calendly_events close_contacts eventbrite_attendees folk_group gmail_other_contacts google_forms_de hubspot_contacts_emailonly hubspot_deals
    icloud_numbers intercom_people luma_event mailchimp_merge merged_cells notion_crm outlook_fr_full pipedrive_de salesforce_footer streak_pipeline stripe_all substack_full
    typeform_answers xing_kontakte zoho_leads_full"
take() { # each list; the sums of new and updated
    new=0 updated=0 steps=0
    for l in $lists; do
        run import "$wild/$l.csv" --json
        case $code in 0 | 5) ;; *) echo "# $l: exit $code" ;; esac
        new=$((new + $(json '$.new'))) updated=$((updated + $(json '$.updated')))
        [ -z "$(json '$.step')" ] || steps=$((steps + 1))
    done
}
take
is "$new" 18 "so many people are in all of them together"
run list --json --sort id
is "$(sqlite3 :memory: "SELECT count(*) FROM json_each(CAST(readfile('$box/out') AS TEXT))")" 18 "and in the book"
run show maya@lumen.example --json
is "$(json '$.name') $(json '$.company') $(json '$.title') $(json '$.stage') $(json '$.custom.birthday')" "Maya Chen Lumen VP Product utilization 1987-04-12" "somebody in most of them is one person"
is "$(json '$.emails') $(json '$.urls[0]')" '["maya@lumen.example","maya@home.example"] linkedin.com/in/maya-chen' "with each address once, and one profile"
is "$(json '$.note')" "Wants SSO, soon
Met at SaaStock
hello
Asked for pricing" "every list's note is kept, what is said already is not said again"
run list 'joerg' --json
is "$(json '$[0].name') $(json '$[0].urls[0]') $(json '$[0].custom.birthday')" "Jörg Weiß https://www.xing.com/profile/Joerg_Weiss 1980-05-06" "and somebody in two of them"
first=$steps
run export --format jsonl -o "$box/1"
take
is "$new $updated $steps" "0 0 0" "all of them again change nothing"
run export --format jsonl -o "$box/2"
cmp -s "$box/1" "$box/2"
ok "not a byte"
run doctor
exits 0 "the book is sound"
must undo "$first"
run list --json
is "$(tr -d ' \n' <"$box/out")" '[]' "undone one after the other they leave nobody"
finish
