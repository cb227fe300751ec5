# Lengths, parameters and nesting of the functions of clang-formatted C: a definition begins at the margin and ends with a lone `}` there.
# Prints: file line name lines parameters nesting
function finish(last) {
    print FILENAME, start, name, last - start + 1, params, deepest
    open = 0
    head = ""
}
function counted(sig,    i, c, d, n) { # commas at depth 1 of the last pair of parentheses that follows a name
    i = match(sig, /[A-Za-z_0-9]+\(/)
    name = substr(sig, RSTART, RLENGTH - 1)
    if (sig ~ /\((void)?\) *\{/) return 0
    d = 0
    n = 1
    for (i = RSTART + RLENGTH - 1; i <= length(sig); i++) {
        c = substr(sig, i, 1)
        if (c == "(") d++
        else if (c == ")" && --d == 0) break
        else if (c == "," && d == 1) n++
    }
    # The error every fallible function ends with is the convention, not a burden of this one.
    return sig ~ /struct bl_error \*err\) *\{/ ? n - 1 : n
}
FNR == 1 { open = 0; head = "" }
{ line = $0; gsub(/"([^"\\]|\\.)*"/, "\"\"", line); gsub(/'([^'\\]|\\.)*'/, "''", line); sub(/\/\/.*/, "", line); gsub(/\/\*.*\*\//, "", line) }
open {
    if ($0 ~ /^}/) { finish(FNR); next }
    # Nesting by the braces of blocks; those of initialisers are no depth. What opens a block ends in `) {`, `else {`, `do {` or `: {`.
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (c == "{") {
            before = substr(line, 1, i - 1)
            sub(/[ \t]+$/, "", before)
            kind[++top] = before ~ /(\)|else|do|:)$/ && before !~ /\(struct [a-z_0-9]*\)$|\[\]\)$/
            depth += kind[top]
            if (depth > deepest) deepest = depth
        } else if (c == "}" && top > 0) {
            depth -= kind[top--]
        }
    }
    next
}
/^[A-Za-z_]/ && !/^(struct|enum|union|typedef) [A-Za-z_0-9]* *\{/ && !/^#/ { head = ""; start = FNR }
head != "" || /^[A-Za-z_]/ {
    head = head " " line
    if (line ~ /;[ \t]*$/ && line !~ /\{/) head = ""
    else if (head ~ /\).*\{/ && head !~ /=[^=]*\{/) {
        params = counted(head)
        deepest = 0
        depth = 0
        top = 0
        open = 1
        if (line ~ /}[ \t]*$/) finish(FNR)
    } else if (head ~ /\{/) head = ""
}
