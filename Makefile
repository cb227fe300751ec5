# Bowline. `make run` and `make test` are all a newcomer needs; `make help` lists the rest.
O       ?= build
CC      ?= cc
PREFIX  ?= /usr/local
DESTDIR ?=
CFLAGS  ?= -O2 -g
V       ?=
Q       := $(if $(V),,@)
PKGS    := sqlite3 ncursesw libutf8proc

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wwrite-strings -Wvla -Wformat=2 $(if $(WERROR),-Werror)
HARD := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
CPP  := -D_GNU_SOURCE -Iinclude -Isrc -I$(O)/gen $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcsv
# NOFORTIFY: sanitizer builds bring their own checks.
BUILD_CFLAGS = -std=c17 $(CFLAGS) $(WARN) $(if $(NOFORTIFY),,$(HARD)) $(CPP) -MMD -MP
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
	$(Q)$(CC) $(BUILD_CFLAGS) -c -o $@ $<

$(O)/gen/sqlgen: src/gen/sqlgen.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c17 -O1 $(WARN) -o $@ $<

$(O)/gen/sql_gen.h $(O)/gen/sql_gen.c &: $(O)/gen/sqlgen $(SQL)
	@echo "  GEN   sql"
	$(Q)$(O)/gen/sqlgen $(O)/gen/sql_gen.h $(O)/gen/sql_gen.c $(SQL)

-include src/exchange/exchange.mk

# ---- tests: every tests/{unit,store,screens}/test_*.c is one cmocka program ----------------------------------------------
TEST_SRC  := $(sort $(wildcard tests/unit/test_*.c tests/store/test_*.c tests/screens/test_*.c))
TEST_BIN  := $(patsubst tests/%.c,$(O)/tests/%,$(TEST_SRC))

$(O)/tests/%: tests/%.c $(TUI_OBJ) $(O)/libbowline.a
	@mkdir -p $(@D)
	@echo "  TEST  $@"
	$(Q)$(CC) $(BUILD_CFLAGS) -Itests $(LDFLAGS) -o $@ $< $(TUI_OBJ) $(O)/libbowline.a $(LIBS) -lcmocka

.PHONY: tests
tests: $(TEST_BIN)

-include $(shell find $(O)/obj $(O)/tests -name '*.d' 2>/dev/null)
