// UTF-8 repair and quoted paths: see the header for what they are for.
//
// The decoder follows table 3-7 of the Unicode standard (well-formed byte
// sequences): after the lead byte only the second byte has a range of its own.
#include "detector/documents/valid_utf8.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace calque::documents {
namespace {

struct Sequence {
  std::size_t length = 1;  // bytes of the sequence, or of its ill-formed part
  bool valid = false;
};

struct LeadByte {
  std::size_t length = 0;  // 0: no sequence begins so
  unsigned char second_min = 0x80;
  unsigned char second_max = 0xBF;
};

LeadByte Classify(unsigned char lead) {
  if (lead < 0x80) return {1};
  if (lead >= 0xC2 && lead <= 0xDF) return {2};
  if (lead == 0xE0) return {3, 0xA0, 0xBF};
  if (lead == 0xED) return {3, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {3};
  if (lead == 0xF0) return {4, 0x90, 0xBF};
  if (lead >= 0xF1 && lead <= 0xF3) return {4};
  if (lead == 0xF4) return {4, 0x80, 0x8F};
  return {};
}

// The sequence at the start of `bytes`, which is not empty.
Sequence FirstSequence(std::string_view bytes) {
  const LeadByte lead = Classify(static_cast<unsigned char>(bytes[0]));
  if (lead.length == 0) return {1, false};
  for (std::size_t i = 1; i < lead.length; ++i) {
    if (i == bytes.size()) return {i, false};
    const auto byte = static_cast<unsigned char>(bytes[i]);
    const unsigned char min = i == 1 ? lead.second_min : 0x80;
    const unsigned char max = i == 1 ? lead.second_max : 0xBF;
    if (byte < min || byte > max) return {i, false};
  }
  return {lead.length, true};
}

// Whether the eight bytes at `at` are there and all ASCII.
bool EightAscii(std::string_view bytes, std::size_t at) {
  std::uint64_t word = 0;
  if (at + sizeof word > bytes.size()) return false;
  std::memcpy(&word, bytes.data() + at, sizeof word);
  return (word & 0x8080808080808080U) == 0;
}

std::size_t ValidPrefix(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (EightAscii(bytes, at)) {
      at += 8;
      continue;
    }
    const Sequence sequence = FirstSequence(bytes.substr(at));
    if (!sequence.valid) break;
    at += sequence.length;
  }
  return at;
}

void AppendEscaped(std::string_view bytes, std::string* out) {
  for (const char c : bytes) {
    if (c == '\n') {
      *out += "\\n";
    } else if (c == '\t') {
      *out += "\\t";
    } else {
      char hex[5];
      std::snprintf(hex, sizeof hex, "\\x%02x", static_cast<unsigned char>(c));
      *out += hex;
    }
  }
}

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

}  // namespace

std::uint64_t ReplaceInvalidUtf8(std::string* bytes) {
  std::size_t at = ValidPrefix(*bytes);
  if (at == bytes->size()) return 0;
  std::uint64_t replaced = 0;
  std::string repaired = bytes->substr(0, at);
  while (at < bytes->size()) {
    const std::string_view rest = std::string_view(*bytes).substr(at);
    at += FirstSequence(rest).length;
    repaired += "\xEF\xBF\xBD";
    ++replaced;
    const std::size_t valid = ValidPrefix(std::string_view(*bytes).substr(at));
    repaired.append(*bytes, at, valid);
    at += valid;
  }
  bytes->swap(repaired);
  return replaced;
}

bool LooksBinary(std::string_view text) {
  // Backspaces (overstrikes) and escapes (colours) stand in texts made for terminals.
  constexpr std::string_view kOfTexts = "\t\n\v\f\r\b\x1B";
  const auto controls = std::count_if(text.begin(), text.end(), [&](char c) {
    return static_cast<unsigned char>(c) < 0x20 && kOfTexts.find(c) == std::string_view::npos;
  });
  return static_cast<std::size_t>(controls) > text.size() / 100;
}

std::string QuotedPath(std::string_view path) {
  std::string quoted = "'";
  while (!path.empty()) {
    const Sequence sequence = FirstSequence(path);
    const std::string_view bytes = path.substr(0, sequence.length);
    if (sequence.valid && !IsControl(bytes[0])) {
      quoted += bytes;
    } else {
      AppendEscaped(bytes, &quoted);
    }
    path.remove_prefix(sequence.length);
  }
  return quoted += '\'';
}

}  // namespace calque::documents
