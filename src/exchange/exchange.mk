# Presets and words are data (data/presets); presetgen turns them into tables of the library. Included by the Makefile after its first target.
PRESETS := $(sort $(wildcard data/presets/*.preset)) data/presets/stage_map.csv data/presets/stage_words.csv data/presets/header.words

$(O)/gen/presetgen: src/gen/presetgen.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c17 -O1 $(WARN) -o $@ $<

$(O)/gen/preset_gen.c: $(O)/gen/presetgen $(PRESETS)
	@echo "  GEN   presets"
	$(Q)$(O)/gen/presetgen $@ $(PRESETS)

$(O)/libbowline.a: $(O)/obj/gen/preset_gen.o
