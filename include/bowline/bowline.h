/* libbowline: the one header a front end includes. */
#ifndef BOWLINE_BOWLINE_H
#define BOWLINE_BOWLINE_H

#define BL_VERSION "0.1.0"

#include "bowline/alike.h"
#include "bowline/book.h"
#include "bowline/care.h"
#include "bowline/date.h"
#include "bowline/demo.h"
#include "bowline/dupes.h"
#include "bowline/export.h"
#include "bowline/filter.h"
#include "bowline/import.h"
#include "bowline/json.h"
#include "bowline/logline.h"
#include "bowline/map.h"
#include "bowline/memory.h"
#include "bowline/merge.h"
#include "bowline/money.h"
#include "bowline/past.h"
#include "bowline/person.h"
#include "bowline/review.h"
#include "bowline/setting.h"
#include "bowline/status.h"
#include "bowline/store.h"
#include "bowline/text.h"
#include "bowline/today.h"
#include "bowline/track.h"
#include "bowline/uuid.h"

#endif
