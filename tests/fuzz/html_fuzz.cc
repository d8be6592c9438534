// Any bytes as a web page: a text that is valid UTF-8 and collapsed, or binary data,
// or the depth limit; the same for any charset that a header may claim.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "detector/documents/html_extractor.h"
#include "detector/documents/valid_utf8.h"

namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view page(reinterpret_cast<const char*>(data), size);
  for (const char* charset : {"", "utf-8", "iso-8859-1", "utf-16le"}) {
    const auto html = calque::documents::ExtractHtml(page, charset, 500);
    if (!html.ok()) {
      Require(html.error().code == calque::ErrorCode::kResourceExhausted ||
              html.error().code == calque::ErrorCode::kInvalidArgument);
      continue;
    }
    std::string text = html->text;
    Require(calque::documents::ReplaceInvalidUtf8(&text) == 0);
    Require(text.find("\n\n\n") == std::string::npos);
    Require(text.find("  ") == std::string::npos);
    Require(text.empty() || (text.front() != ' ' && text.back() != ' ' && text.back() != '\n'));
  }
  return 0;
}
