// Bytes of unknown encoding to UTF-8, for callers that read files or pages.
//
// Thread-safe, total: any bytes give a text. Built on Boost.Locale (ICU).
#ifndef CALQUE_CHARSET_H_
#define CALQUE_CHARSET_H_

#include <string>
#include <string_view>

namespace calque {

struct DecodedText {
  std::string charset;  // what the bytes were taken for: "utf-8", "utf-16le", ...
  // The text in UTF-8. Empty when `as_is`: then the bytes were UTF-8 already
  // and the caller should go on using them.
  std::string text;
  bool as_is = false;
};

// Takes `bytes` as: what a byte order mark says; else UTF-16 when the NUL bytes
// show its pattern; else `declared` (a charset name from a header) when it is not
// empty and known; else UTF-8 when at least nine in ten non-ASCII sequences are
// valid; else windows-1252. Bytes that the charset does not map are dropped. A
// UTF-8 byte order mark stays in the text, so that offsets stay true.
DecodedText DecodeText(std::string_view bytes, std::string_view declared = {});

}  // namespace calque

#endif  // CALQUE_CHARSET_H_
