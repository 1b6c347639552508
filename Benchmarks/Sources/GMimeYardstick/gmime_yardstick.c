// SPDX-License-Identifier: Apache-2.0
#include "gmime_yardstick.h"

#include <gmime/gmime.h>

void yardstick_begin(void) { g_mime_init(); }

struct total {
  size_t octets, leaves;
};

static void decode(GMimeObject *parent, GMimeObject *part, gpointer data) {
  struct total *total = data;
  (void)parent;
  if (!GMIME_IS_PART(part)) return;
  GMimeDataWrapper *content = g_mime_part_get_content((GMimePart *)part);
  if (!content) return;
  GMimeStream *sink = g_mime_stream_null_new();
  gssize written = g_mime_data_wrapper_write_to_stream(content, sink);
  if (written > 0) total->octets += (size_t)written;
  total->leaves++;
  g_object_unref(sink);
}

size_t yardstick_decode(const uint8_t *message, size_t count, size_t *leaves) {
  struct total total = {0, 0};
  GByteArray *octets = g_byte_array_new_take((guint8 *)message, count);
  GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(octets);
  g_mime_stream_mem_set_owner((GMimeStreamMem *)stream, FALSE);
  GMimeParser *parser = g_mime_parser_new_with_stream(stream);
  g_mime_parser_set_persist_stream(parser, TRUE);
  GMimeMessage *parsed = g_mime_parser_construct_message(parser, NULL);
  if (parsed) {
    g_mime_message_foreach(parsed, decode, &total);
    g_object_unref(parsed);
  }
  g_object_unref(parser);
  g_object_unref(stream);
  // The octets belong to the caller: take them back out of the array.
  g_byte_array_steal(octets, NULL);
  g_byte_array_unref(octets);
  *leaves += total.leaves;
  return total.octets;
}
