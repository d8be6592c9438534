// Addresses are cut where prose goes on: at white space, angle brackets, quotation marks and dashes
// of any shape, and bytes that are no UTF-8; sentence punctuation at the end is left outside.
#include "detector/text/address.h"

#include <algorithm>

#include "detector/text/ascii_class.h"
#include "detector/text/segmenter.h"
#include "detector/text/unicode.h"

namespace calque::text {
namespace {

bool StartsWithNoCase(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(),
                    [](char wanted, char c) { return wanted == Lower(c); });
}

std::size_t PrefixSize(std::string_view text) {
  const char first = Lower(text.front());
  if (first != 'h' && first != 'w') return 0;
  for (const std::string_view prefix : {"http://", "https://", "www."}) {
    if (StartsWithNoCase(text, prefix)) return prefix.size();
  }
  return 0;
}

// The size of the character at `i` when it can be part of a web address, or 0.
std::size_t AddressCharacter(std::string_view text, std::size_t i) {
  const auto byte = static_cast<unsigned char>(text[i]);
  if (byte < 0x80) {
    return byte > 0x20 && byte != 0x7F && byte != '<' && byte != '>' && byte != '"' ? 1 : 0;
  }
  const CodePoint c = DecodeUtf8(text, i);
  if (c.size == 0) return 0;
  switch (Classify(c.value)) {
    case CharClass::kLetter:
    case CharClass::kDigit:
    case CharClass::kIdeograph:
    case CharClass::kOther:
      return c.size;
    default:
      return 0;
  }
}

}  // namespace

std::size_t WebAddressEnd(std::string_view text, std::size_t begin) {
  const std::size_t prefix = PrefixSize(text.substr(begin));
  if (prefix == 0) return begin;
  const std::size_t limit = std::min(text.size(), begin + kMaxTokenBytes - 4);
  std::size_t end = begin;
  while (end < limit) {
    const std::size_t size = AddressCharacter(text, end);
    if (size == 0) break;
    end += size;
  }
  while (std::string_view(".,;:!?)]'").find(text[end - 1]) != std::string_view::npos) --end;
  return end > begin + prefix ? end : begin;
}

std::size_t MailAddressEnd(std::string_view text, std::size_t begin, std::size_t at) {
  if (at + 1 >= text.size() || text[at] != '@' || !IsAlnum(text[at + 1])) return at;
  const std::size_t limit = std::min(text.size(), begin + kMaxTokenBytes);
  std::size_t end = at + 1;
  while (end < limit &&
         (IsAlnum(text[end]) || text[end] == '.' || text[end] == '-' || text[end] == '_')) {
    ++end;
  }
  while (!IsAlnum(text[end - 1])) --end;
  return end;
}

}  // namespace calque::text
