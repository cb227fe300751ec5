/* bowline: chooses between a command and the full screen. The command line knows nothing of src/term; it is handed the two ways in. */
#include "cli/cli.h"

#if __has_include("term/term.h")
#include "term/term.h"
#endif

#include <locale.h>

int main(int argc, char **argv)
{
    /* Characters only: a comma for a decimal point would break JSON. */
    setlocale(LC_CTYPE, "");
    const struct cli_screens screens = {0};
    return cli_main(argc, argv, &screens);
}
