# The worked example of the journey, typed in through the commands. Sourced after lib.sh by the tests that read it: t ARGS… does one act more, $failed counts those refused.
# shellcheck shell=sh
failed=0
t() {
    "$BOWLINE" "$@" >"$box/out" 2>"$box/err" </dev/null || {
        failed=$((failed + 1))
        echo "# bowline $*: $(head -1 "$box/err")"
    }
}
t add Ada --on 2026-01-05 --source meetup
t add Ben --on 2026-01-05 --source linkedin
t move Ada --stage education --moment community --on 2026-01-12
t add Cleo --on 2026-01-12 --source conference
t move Cleo --stage selection --moment one_to_one --on 2026-01-15
t move Ben --stage education --moment community --on 2026-01-19
t add Dan --on 2026-01-19 --source podcast
t move Ada --stage selection --moment one_to_one --on 2026-01-22
t move Cleo --moment outcomes --on 2026-01-27
t move Ben --stage selection --moment one_to_one --on 2026-02-02
t move Dan --stage education --moment community --on 2026-02-02
t add Eve --on 2026-02-02 --source linkedin
t move Cleo --stage commitment --moment educate --on 2026-02-03
t move Ada --moment outcomes --on 2026-02-05
t move Cleo --stage onboarding --on 2026-02-06
t add Fay --on 2026-02-09 --source podcast
t move Ben --moment outcomes --on 2026-02-16
t move Dan --moment one_to_one --on 2026-02-16
t move Fay --stage education --moment community --on 2026-02-16
t move Eve --stage education --moment community --on 2026-02-20
t move Ada --stage commitment --moment educate --on 2026-02-23
t move Ada --stage onboarding --on 2026-02-25
t move Fay --stage selection --moment one_to_one --on 2026-03-02
t add Gus --on 2026-03-02 --source meetup
t close Ben --as lost --why 'no decision' --on 2026-03-09
t move Fay --stage education --moment community --on 2026-03-12
t move Ada --stage utilization --moment badass --on 2026-03-16
t park Fay --until 2026-05-04 --on 2026-03-23
t move Gus --stage education --moment community --on 2026-03-23
t move Ada --stage growth --on 2026-03-24
t close Eve --as disqualified --why 'outside profile' --on 2026-03-24
t reopen Ben --stage selection --moment one_to_one --on 2026-03-25
t move Gus --stage selection --moment one_to_one --on 2026-03-26
t add Hal --on 2026-03-26 --referred-by Ada
t close Cleo --as churned --why 'no result reached' --on 2026-03-27
