/* Shared by the files of a bulk step: a step that is only rehearsed, and never takes the lock of the file. */
#ifndef BL_STORE_REHEARSE_H
#define BL_STORE_REHEARSE_H

#include "store/bulk.h"

/* A store beside the one given, of the same file at this moment, with an open step that goes into temp tables. bl_store_close ends it. */
enum bl_status bl__rehearsal_open(struct bl_store *store, struct bl_store **out, struct bl_error *err) BL_NODISCARD;
/* Does the bulk step go nowhere? The calls below do nothing where it is in earnest. */
bool bl__rehearsed(const struct bl_bulk *bulk);
/* What a row may concern is taken over before it is looked for: who has the address; who is of the name and company at hand; who is of the name at all; everybody's uid. */
enum bl_status bl__rehearse_address(struct bl_bulk *bulk, int kind, const char *key, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__rehearse_namesakes(struct bl_bulk *bulk, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__rehearse_called(struct bl_bulk *bulk, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__rehearse_person(struct bl_bulk *bulk, int64_t person, struct bl_error *err) BL_NODISCARD;
/* Their journey, before something is added to it; their conversations; the conversation that has the key, if there is one. */
enum bl_status bl__rehearse_journey(struct bl_bulk *bulk, int64_t person, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__rehearse_talks(struct bl_bulk *bulk, int64_t person, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__rehearse_talk(struct bl_bulk *bulk, int64_t key, struct bl_error *err) BL_NODISCARD;

#endif
