# Fuzzing. `make test` replays tests/fuzz/corpus with the plain driver; `make fuzz` lets libFuzzer (clang) search for FUZZ_TIME seconds each,
# `make fuzz-filter` one of them. What it finds is written to $(O)-fuzz/found; it becomes a file of the corpus together with the fix.
FUZZ_NAMES := $(patsubst tests/fuzz/fuzz_%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
FUZZ_BIN   := $(FUZZ_NAMES:%=$(O)/tests/fuzz/fuzz_%)
FUZZ_TIME  ?= 60
FUZZ_SAN   := -fsanitize=address,undefined -fno-sanitize-recover=undefined

tests: $(FUZZ_BIN)

$(O)/tests/fuzz/%: tests/fuzz/%.c tests/fuzz/driver.c tests/fuzz/fuzz.h $(O)/libbowline.a
	@mkdir -p $(@D)
	@echo "  FUZZ  $@"
	$(Q)$(CC) $(filter-out -MMD -MP,$(BUILD_CFLAGS)) -Itests $(LDFLAGS) -o $@ $< tests/fuzz/driver.c $(O)/libbowline.a $(LIBS)

.PHONY: fuzz $(FUZZ_NAMES:%=fuzz-%)
fuzz: $(FUZZ_NAMES:%=fuzz-%)

# The library is built once more with the fuzzer's counters in it. New inputs go to a directory of the build, never to the corpus by themselves.
$(FUZZ_NAMES:%=fuzz-%): fuzz-%: tests/fuzz/fuzz_%.c
	@$(MAKE) --no-print-directory O=$(O)-fuzz CC=clang NOFORTIFY=1 CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link $(FUZZ_SAN)" $(O)-fuzz/libbowline.a
	@mkdir -p $(O)-fuzz/$* $(O)-fuzz/found
	@echo "  FUZZ  $* ($(FUZZ_TIME) s)"
	$(Q)clang -std=c17 -O1 -g -fsanitize=fuzzer $(FUZZ_SAN) $(INCLUDES) -Itests -o $(O)-fuzz/fuzz_$* $< $(O)-fuzz/libbowline.a $(LIBS)
	$(Q)$(O)-fuzz/fuzz_$* -max_total_time=$(FUZZ_TIME) -timeout=5 -rss_limit_mb=1024 -verbosity=0 -print_final_stats=1 -max_len=2000 \
	    $(addprefix -dict=,$(wildcard tests/fuzz/$*.dict)) -artifact_prefix=$(O)-fuzz/found/$*- $(O)-fuzz/$* tests/fuzz/corpus/$*
