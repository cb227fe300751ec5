# Bowline. `make run` and `make test` are all a newcomer needs; `make help` lists the rest.
#   O=dir      build there (default: build); several trees can stand side by side
#   V=1        show the commands         WERROR=1  warnings are errors
#   CC= CFLAGS= LDFLAGS= PREFIX= DESTDIR=          as everywhere
O       ?= build
CC      ?= cc
CXX     ?= c++
PREFIX  ?= /usr/local
DESTDIR ?=
CFLAGS  ?= -O2 -g
V       ?=
Q       := $(if $(V),,@)
PKGS    := sqlite3 ncursesw libutf8proc
JOBS    ?= $(shell nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2)
MAKEFLAGS += --no-print-directory

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wwrite-strings -Wvla -Wformat=2 $(if $(WERROR),-Werror)
HARD := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
INCLUDES := -D_GNU_SOURCE -Iinclude -Isrc -I$(O)/gen $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcsv
# NOFORTIFY: sanitizer builds bring their own checks.
BUILD_CFLAGS = -std=c17 $(CFLAGS) $(WARN) $(if $(NOFORTIFY),,$(HARD)) $(INCLUDES) -MMD -MP
LINK_FLAGS = $(CFLAGS) $(LDFLAGS) $(if $(NOFORTIFY),,-pie -Wl,-z,relro,-z,now)

SQL      := $(sort $(wildcard src/store/sql/*.sql))
LIB_SRC  := $(sort $(wildcard src/base/*.c src/core/*.c src/store/*.c src/exchange/*.c))
TUI_SRC  := $(sort $(wildcard src/tui/*.c src/tui/kit/*.c src/tui/screen/*.c))
PROG_SRC := $(sort $(wildcard src/cli/*.c src/term/*.c src/main.c))
obj       = $(patsubst src/%.c,$(O)/obj/%.o,$(1))
LIB_OBJ  := $(call obj,$(LIB_SRC)) $(O)/obj/gen/sql_gen.o
TUI_OBJ  := $(call obj,$(TUI_SRC))
PROG_OBJ := $(call obj,$(PROG_SRC))

.PHONY: all
all: $(O)/bowline

$(O)/bowline: $(PROG_OBJ) $(TUI_OBJ) $(O)/libbowline.a
	@echo "  LINK  $@"
	$(Q)$(CC) $(LINK_FLAGS) -o $@ $(PROG_OBJ) $(TUI_OBJ) $(O)/libbowline.a $(LIBS)

$(O)/libbowline.a: $(LIB_OBJ)
	@echo "  AR    $@"
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(O)/obj/%.o: src/%.c | $(O)/gen/sql_gen.h
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(BUILD_CFLAGS) -c -o $@ $<

$(O)/obj/gen/%.o: $(O)/gen/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(BUILD_CFLAGS) -Wno-overlength-strings -c -o $@ $<

$(O)/gen/sqlgen: src/gen/sqlgen.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c17 -O1 $(WARN) -o $@ $<

$(O)/gen/sql_gen.h $(O)/gen/sql_gen.c &: $(O)/gen/sqlgen $(SQL)
	@echo "  GEN   sql"
	$(Q)$(O)/gen/sqlgen $(O)/gen/sql_gen.h $(O)/gen/sql_gen.c $(SQL)

# ---- tests: every tests/{unit,store,screens}/test_*.c is one cmocka program, every tests/{cli,pty,arch,fault}/*.t one of TAP --------
TEST_SRC   := $(sort $(wildcard tests/unit/test_*.c tests/store/test_*.c tests/screens/test_*.c))
TEST_BIN   := $(patsubst tests/%.c,$(O)/tests/%,$(TEST_SRC))
TEST_TOOLS := $(O)/tests/fault/failmalloc.so $(O)/tests/fault/failio.so $(O)/tests/bench/measure $(O)/tests/bench/ttyprobe

# Screens are driven through the real performer, which knows no terminal.
DRIVE_OBJ := $(call obj,$(sort $(wildcard src/term/perform*.c src/term/session.c)))
$(O)/tests/%: tests/%.c $(TUI_OBJ) $(DRIVE_OBJ) $(O)/libbowline.a
	@mkdir -p $(@D)
	@echo "  TEST  $@"
	$(Q)$(CC) $(BUILD_CFLAGS) -Itests $(LDFLAGS) -o $@ $< $(TUI_OBJ) $(DRIVE_OBJ) $(O)/libbowline.a $(LIBS) -lcmocka

# Tools stand beside the program, not in it: always plain builds, also where the program is sanitized.
$(O)/tests/fault/failmalloc.so $(O)/tests/fault/failio.so: $(O)/tests/fault/%.so: tests/fault/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c17 -O1 -g $(WARN) -D_GNU_SOURCE -shared -fPIC -o $@ $< -ldl
$(O)/tests/bench/measure $(O)/tests/bench/ttyprobe: $(O)/tests/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c17 -O1 -g $(WARN) -D_GNU_SOURCE -o $@ $<

.PHONY: tests test check deps deps-test deps-ci deps-bench run
tests: $(TEST_BIN) $(TEST_TOOLS)

# The recursion is on purpose: what deps installs must be there before the flags of the libraries are asked for.
deps:
	@CC="$(CC)" CXX="$(CXX)" .ci/deps run
deps-test:
	@CC="$(CC)" CXX="$(CXX)" .ci/deps run test
deps-ci:
	@CC="$(CC)" CXX="$(CXX)" .ci/deps run test ci
deps-bench:
	@CC="$(CC)" CXX="$(CXX)" .ci/deps run bench

run: deps
	@$(MAKE) -j$(JOBS) all >&2
	@if [ -t 0 ] && [ -t 1 ]; then exec $(O)/bowline; else exec $(O)/bowline demo --review; fi

test: deps-test
	@$(MAKE) -j$(JOBS) all tests
	@O="$(O)" CC="$(CC)" CXX="$(CXX)" JOBS="$(JOBS)" tests/run.sh

# What is built already, without looking for packages.  make check T=tests/cli/log.t runs one.
check:
	@O="$(O)" CC="$(CC)" CXX="$(CXX)" JOBS="$(JOBS)" tests/run.sh $(T)

# ---- stricter kinds ------------------------------------------------------------------------------------------------------------
SAN      := -fsanitize=address,undefined -fno-omit-frame-pointer
C_FILES   = $(shell find src tests -name '*.c' | sort)
FORMATTED = $(C_FILES) $(shell find src tests include -name '*.h' | sort)

.PHONY: arch asan valgrind coverage lint format format-check bench
arch: all
	@O="$(O)" CC="$(CC)" CXX="$(CXX)" tests/run.sh arch

asan:
	@$(MAKE) -j$(JOBS) O=$(O)-asan NOFORTIFY=1 CFLAGS="-O1 -g $(SAN)" LDFLAGS="$(SAN)" all tests
	@O=$(O)-asan ASAN_OPTIONS=allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1 JOBS="$(JOBS)" tests/run.sh unit store screens cli fuzz pty fault

valgrind: all tests
	@O="$(O)" JOBS="$(JOBS)" WRAP="valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,possible --suppressions=.ci/valgrind.supp" tests/run.sh unit

coverage:
	@$(MAKE) -j$(JOBS) O=$(O)-coverage NOFORTIFY=1 CFLAGS="-O0 -g --coverage" LDFLAGS="--coverage" all tests
	@find $(O)-coverage -name '*.gcda' -delete
	-@O=$(O)-coverage JOBS="$(JOBS)" tests/run.sh unit store screens cli
	@tests/coverage.sh $(O)-coverage

lint:
	@cppcheck --quiet --std=c11 --language=c --enable=warning,performance,portability --inline-suppr --error-exitcode=1 -j$(JOBS) \
	    --suppressions-list=.ci/cppcheck.txt -D__GNUC__ -D_GNU_SOURCE -Iinclude -Isrc -I$(O)/gen src

format:
	@clang-format -i $(FORMATTED)
format-check:
	@clang-format --dry-run -Werror $(FORMATTED)

bench: deps-bench
	@$(MAKE) -j$(JOBS) all $(TEST_TOOLS)
	@O="$(O)" tests/bench/bench.sh

-include tests/fuzz/fuzz.mk
-include src/exchange/exchange.mk

# ---- packaging -----------------------------------------------------------------------------------------------------------------
VERSION := $(shell sed -n 's/^.define BL_VERSION "\(.*\)"/\1/p' include/bowline/bowline.h)
BIN      = $(DESTDIR)$(PREFIX)/bin
SHARE    = $(DESTDIR)$(PREFIX)/share
INSTALLED = $(BIN)/bowline $(SHARE)/man/man1/bowline.1 $(SHARE)/bash-completion/completions/bowline \
    $(SHARE)/zsh/site-functions/_bowline $(SHARE)/fish/vendor_completions.d/bowline.fish $(SHARE)/doc/bowline/README.md $(SHARE)/doc/bowline/LICENSE

.PHONY: install uninstall dist distcheck clean help schema
# The whole schema in one file, for who wants to read the data with other tools; tests/arch holds it true.
SCHEMA = $(sort $(wildcard src/store/sql/[0-9]*.sql))
schema:
	@mkdir -p data && cat $(SCHEMA) >data/schema.sql
install: all
	$(Q)for f in $(INSTALLED); do mkdir -p "$${f%/*}"; done
	$(Q)install -m 755 $(O)/bowline $(BIN)/bowline
	$(Q)install -m 644 data/man/bowline.1 $(SHARE)/man/man1/bowline.1
	$(Q)$(O)/bowline completion bash >$(SHARE)/bash-completion/completions/bowline
	$(Q)$(O)/bowline completion zsh >$(SHARE)/zsh/site-functions/_bowline
	$(Q)$(O)/bowline completion fish >$(SHARE)/fish/vendor_completions.d/bowline.fish
	$(Q)install -m 644 README.md LICENSE $(SHARE)/doc/bowline/
	@echo "installed $(PREFIX)/bin/bowline"

uninstall:
	$(Q)rm -f $(INSTALLED)
	-$(Q)rmdir $(SHARE)/doc/bowline 2>/dev/null || true

# The tree as committed; distcheck builds, tests, installs and uninstalls from it in a place of its own.
DIST := bowline-$(VERSION)
dist:
	@mkdir -p $(O)
	@git archive --format=tar.gz --prefix=$(DIST)/ -o $(O)/$(DIST).tar.gz HEAD && echo "$(O)/$(DIST).tar.gz"

distcheck: dist
	@rm -rf $(O)/distcheck && mkdir -p $(O)/distcheck && tar -xzf $(O)/$(DIST).tar.gz -C $(O)/distcheck
	@$(MAKE) -C $(O)/distcheck/$(DIST) O=build PREFIX=/usr test
	@$(MAKE) -C $(O)/distcheck/$(DIST) O=build PREFIX=/usr DESTDIR=$(abspath $(O)/distcheck/root) install
	@test -x $(O)/distcheck/root/usr/bin/bowline
	@$(MAKE) -C $(O)/distcheck/$(DIST) O=build PREFIX=/usr DESTDIR=$(abspath $(O)/distcheck/root) uninstall
	@left=$$(find $(O)/distcheck/root -type f); [ -z "$$left" ] || { echo "uninstall left: $$left"; exit 1; }
	@rm -rf $(O)/distcheck && echo "$(O)/$(DIST).tar.gz is ready to hand out"

clean:
	rm -rf $(O)

help:
	@echo "run           build what is needed and open Bowline (without a terminal: the demo's weekly review)"
	@echo "test          build and run every test; the last line counts them      check  the same without building; T=FILE... picks"
	@echo "deps          install what building needs (deps-test, deps-ci, deps-bench: what those need)"
	@echo "all           build $(O)/bowline                                        install, uninstall  under DESTDIR and PREFIX"
	@echo "arch          the law of the layers         lint    cppcheck            format, format-check  clang-format"
	@echo "asan          all tests with address and undefined-behaviour sanitizers"
	@echo "valgrind      the unit tests in valgrind    coverage  lines reached by the tests     fuzz  random input"
	@echo "bench         speed beside sqlite3, less and task (N=100000 people)"
	@echo "dist          a source archive              distcheck  and prove that it builds, tests and installs"
	@echo "clean         remove $(O)                   variables: O= V=1 WERROR=1 CC= CFLAGS= LDFLAGS= PREFIX= DESTDIR="

-include $(shell find $(O)/obj $(O)/tests -name '*.d' 2>/dev/null)
