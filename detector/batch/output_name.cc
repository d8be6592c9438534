// Each part of the path is escaped by itself; escaping never yields "%-", so a cut
// part equals no other.
#include "detector/batch/output_name.h"

#include <algorithm>

#include "detector/batch/content_hash.h"
#include "detector/reports/utf8_char.h"

namespace calque::batch {
namespace {

void AppendPercent(char byte, std::string* out) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  out->push_back('%');
  out->push_back(kDigits[value >> 4]);
  out->push_back(kDigits[value & 0xF]);
}

// C0, DEL and C1.
bool IsControl(char32_t code) { return code < 0x20 || (code >= 0x7F && code < 0xA0); }

bool EndsLikeOutput(std::string_view part, std::string_view extension) {
  return part.ends_with(kStatisticsEnding) || (!extension.empty() && part.ends_with(extension));
}

void EscapeDotAt(std::size_t at, std::string* part) { part->replace(at, 1, "%2E"); }

void CutToFit(std::string* part) {
  if (part->size() <= kMaxPart) return;
  ContentHash hash;
  hash.Add(*part);
  const std::string ending = "%-" + hash.Hex();
  std::size_t keep = kMaxPart - ending.size();
  // Neither an escape nor a character is cut in two.
  const auto begins_inside = [&](std::size_t at) {
    return (static_cast<unsigned char>((*part)[at]) & 0xC0) == 0x80;
  };
  while (keep > 0 && begins_inside(keep)) --keep;
  const std::size_t percent = part->rfind('%', keep - 1);
  if (percent != std::string::npos && percent + 3 > keep) keep = percent;
  part->resize(keep);
  part->append(ending);
}

// `closed`: the name may not end like an output, since none is appended to it.
std::string SafePart(std::string_view raw, std::string_view extension, bool closed) {
  std::string part = PercentEscaped(raw);
  if (closed && EndsLikeOutput(part, extension)) EscapeDotAt(part.rfind('.'), &part);
  if (part.starts_with('.')) EscapeDotAt(0, &part);
  CutToFit(&part);
  return part;
}

}  // namespace

std::string PercentEscaped(std::string_view text) {
  std::string out;
  for (std::size_t pos = 0; pos < text.size();) {
    const reports::Utf8Char next = reports::DecodeChar(text, pos);
    const std::string_view bytes = text.substr(pos, next.length);
    if (!next.valid || IsControl(next.code) || next.code == '%') {
      for (const char byte : bytes) AppendPercent(byte, &out);
    } else {
      out.append(bytes);
    }
    pos += next.length;
  }
  return out;
}

std::string PlainPath(std::string_view path) {
  std::string plain(path.starts_with('/') ? "/" : "");
  while (!path.empty()) {
    const std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(part.size() + 1, path.size()));
    if (part.empty() || part == ".") continue;
    if (!plain.empty() && plain != "/") plain.push_back('/');
    plain.append(part);
  }
  return plain;
}

std::string OutputName(std::string_view path, std::string_view extension) {
  const std::string plain = PlainPath(path);
  std::string_view rest = plain;
  if (rest.starts_with('/')) rest.remove_prefix(1);
  std::string name;
  while (true) {
    const std::size_t slash = rest.find('/');
    const bool folder = slash != std::string_view::npos;
    name += SafePart(rest.substr(0, slash), extension, folder || extension.empty());
    if (!folder) break;
    name.push_back('/');
    rest.remove_prefix(slash + 1);
  }
  return name.append(extension);
}

std::uint32_t ShardOf(std::string_view path, std::uint32_t shards) {
  return static_cast<std::uint32_t>(StableHash(PlainPath(path)) % shards);
}

}  // namespace calque::batch
