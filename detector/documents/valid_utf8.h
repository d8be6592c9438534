// Bytes that should be UTF-8 and may not be: repaired, or made printable.
//
// Input lines come from anywhere, and a file name may hold any byte but NUL
// and '/'. Both end up in JSON records and on terminals, which want UTF-8.
#ifndef CALQUE_DETECTOR_DOCUMENTS_VALID_UTF8_H_
#define CALQUE_DETECTOR_DOCUMENTS_VALID_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace calque::documents {

// Replaces every maximal ill-formed part of `bytes` by U+FFFD, the way Unicode
// (chapter 3, "U+FFFD Substitution of Maximal Subparts") and web browsers do.
// Returns how many there were; leaves `bytes` alone when there was none.
std::uint64_t ReplaceInvalidUtf8(std::string* bytes);

// Whether more than one byte in a hundred is NUL or another control character that
// no text holds in numbers: then it is no text in any encoding we know.
bool LooksBinary(std::string_view text);

// `path` in single quotes for a message: valid UTF-8 on one line, control
// characters and stray bytes written as \n, \t or \xNN.
std::string QuotedPath(std::string_view path);

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_VALID_UTF8_H_
