// Any bytes as JSON Lines: every line that is not blank yields exactly one
// document, in order, at its place; a text that comes is valid UTF-8.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "detector/documents/byte_stream.h"
#include "detector/documents/jsonl_reader.h"
#include "detector/documents/valid_utf8.h"

namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

// Where the lines that are not blank begin.
std::vector<std::size_t> RecordOffsets(std::string_view input) {
  std::vector<std::size_t> offsets;
  for (std::size_t at = 0; at < input.size();) {
    const std::size_t newline = input.find('\n', at);
    const std::size_t end = newline == std::string_view::npos ? input.size() : newline;
    std::string_view line = input.substr(at, end - at);
    if (at == 0 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) offsets.push_back(at);
    at = end + 1;
  }
  return offsets;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  const std::vector<std::size_t> offsets = RecordOffsets(input);
  calque::documents::JsonlReader reader(calque::documents::ByteStream::FromMemory(input, "fuzz"),
                                        {});
  calque::documents::Document document;
  std::size_t count = 0;
  while (reader.Next(&document)) {
    Require(count < offsets.size());
    Require(document.record == count);
    Require(document.offset == offsets[count]);
    Require(!document.id.empty());
    Require(!document.error || document.text.empty());
    Require(calque::documents::ReplaceInvalidUtf8(&document.text) == 0);
    ++count;
  }
  Require(count == offsets.size());
  return 0;
}
