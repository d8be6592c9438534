// Strings are copied in runs: a table says which bytes end a run, and only those
// are looked at one by one.
#include "detector/reports/json_writer.h"

#include <array>
#include <cstddef>

#include "detector/reports/number_format.h"
#include "detector/reports/utf8_char.h"

namespace calque::reports {
namespace {

// What to do with a byte: copy it, look at the whole character, write \u00XX,
// or write a backslash and the letter that stands in the table.
constexpr char kCopy = 0;
constexpr char kMultiByte = 1;
constexpr char kHexEscape = 'u';

constexpr std::array<char, 256> MakeEscapeTable() {
  std::array<char, 256> table{};
  for (std::size_t i = 0; i < 0x20; ++i) table[i] = kHexEscape;
  table[0x7F] = kHexEscape;
  for (std::size_t i = 0x80; i < 256; ++i) table[i] = kMultiByte;
  table['"'] = '"';
  table['\\'] = '\\';
  table['\b'] = 'b';
  table['\f'] = 'f';
  table['\n'] = 'n';
  table['\r'] = 'r';
  table['\t'] = 't';
  return table;
}

constexpr std::array<char, 256> kEscapes = MakeEscapeTable();

void AppendHexEscape(char32_t code, std::string* out) {
  constexpr char kDigits[] = "0123456789abcdef";
  out->append("\\u");
  for (int shift = 12; shift >= 0; shift -= 4) out->push_back(kDigits[(code >> shift) & 0xF]);
}

bool IsEscapedAboveAscii(char32_t code) {
  const bool c1_control = code >= 0x80 && code <= 0x9F;
  return c1_control || code == 0x2028 || code == 0x2029;
}

// Writes the character at `pos`, which is not a plain ASCII one, and returns its
// length in `text`.
std::size_t AppendSpecial(std::string_view text, std::size_t pos, char action, std::string* out) {
  if (action == kMultiByte) {
    const Utf8Char next = DecodeChar(text, pos);
    if (!next.valid) {
      out->append(kReplacementBytes);
    } else if (IsEscapedAboveAscii(next.code)) {
      AppendHexEscape(next.code, out);
    } else {
      out->append(text.substr(pos, next.length));
    }
    return next.length;
  }
  if (action == kHexEscape) {
    AppendHexEscape(static_cast<unsigned char>(text[pos]), out);
  } else {
    out->push_back('\\');
    out->push_back(action);
  }
  return 1;
}

}  // namespace

void JsonWriter::BeforeValue() {
  if (comma_) out_->push_back(',');
  comma_ = true;
}

void JsonWriter::Open(char bracket) {
  BeforeValue();
  out_->push_back(bracket);
  comma_ = false;
}

void JsonWriter::Close(char bracket) {
  out_->push_back(bracket);
  comma_ = true;
}

void JsonWriter::Key(std::string_view key) {
  BeforeValue();
  out_->push_back('"');
  out_->append(key);
  out_->append("\":");
  comma_ = false;
}

void JsonWriter::String(std::string_view value) {
  BeforeValue();
  out_->push_back('"');
  std::size_t pos = 0;
  while (pos < value.size()) {
    std::size_t end = pos;
    char action = kCopy;
    while (end < value.size() &&
           (action = kEscapes[static_cast<unsigned char>(value[end])]) == kCopy) {
      ++end;
    }
    out_->append(value.substr(pos, end - pos));
    pos = end < value.size() ? end + AppendSpecial(value, end, action, out_) : end;
  }
  out_->push_back('"');
}

void JsonWriter::Unsigned(std::uint64_t value) {
  BeforeValue();
  AppendUnsigned(value, out_);
}

void JsonWriter::Fixed(double value, int decimals) {
  BeforeValue();
  AppendFixed(value, decimals, out_);
}

void JsonWriter::Null() {
  BeforeValue();
  out_->append("null");
}

}  // namespace calque::reports
