/* The cycle: message → update → effects → answers → update … until nothing is asked any more. The same for a terminal and for tests. */
#include "term/perform.h"

static void cycle(struct session *session, struct effects *effects) {
    while (effects->n) {
        struct effects next = {0};
        for (size_t i = 0; i < effects->n; i++) {
            struct msg answer = {0};
            if (!performer_do(&session->performer, &effects->at[i], &answer)) continue;
            answer.now = bl_store_now(session->performer.store);
            app_update(&session->app, &answer, &next);
        }
        effects_free(effects);
        *effects = next;
    }
    effects_free(effects);
}

void session_send(struct session *session, struct msg msg) {
    struct effects effects = {0};
    session->sent++;
    msg.now = bl_store_now(session->performer.store);
    app_update(&session->app, &msg, &effects);
    cycle(session, &effects);
}

void session_key(struct session *session, int key) {
    session_send(session, (struct msg){.kind = MSG_KEY, .key = key});
}

static void prepare(struct session *session, struct bl_store *store, int rows, int cols, bool unicode) {
    *session = (struct session){.performer = {.store = store}};
    session->performer.import.fd = -1;
    session->version = bl_store_version(store);
    app_init(&session->app, rows, cols, unicode, bl_store_now(store));
}

void session_start(struct session *session, struct bl_store *store, int rows, int cols, bool unicode) {
    session_start_watched(session, store, rows, cols, unicode, NULL);
}

void session_start_watched(struct session *session, struct bl_store *store, int rows, int cols, bool unicode, bool (*waiting)(void *)) {
    struct effects effects = {0};
    prepare(session, store, rows, cols, unicode);
    session->performer.waiting = waiting;
    app_start(&session->app, &effects);
    cycle(session, &effects);
}

void session_start_composer(struct session *session, struct bl_store *store, int rows, int cols, bool unicode, const char *text) {
    struct effects effects = {0};
    prepare(session, store, rows, cols, unicode);
    app_start_composer(&session->app, text, &effects);
    cycle(session, &effects);
}

bool session_work(struct session *session) {
    struct msg answer = {0};
    if (!performer_busy(&session->performer)) return false;
    if (performer_work(&session->performer, &answer)) session_send(session, answer);
    return true;
}

void session_look(struct session *session) {
    if (session->performer.import.import) return; /* our own transaction is open */
    int64_t version = bl_store_version(session->performer.store);
    if (version == session->version) return;
    session->version = version;
    session_send(session, (struct msg){.kind = MSG_CHANGED});
}

void session_free(struct session *session) {
    app_free(&session->app);
    performer_free(&session->performer);
}
