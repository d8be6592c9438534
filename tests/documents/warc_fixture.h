// WARC records that the tests put together.
#ifndef CALQUE_TESTS_DOCUMENTS_WARC_FIXTURE_H_
#define CALQUE_TESTS_DOCUMENTS_WARC_FIXTURE_H_

#include <string>
#include <string_view>
#include <vector>

#include "detector/documents/document.h"
#include "detector/documents/read_limits.h"

namespace calque::documents {

// A record with head lines of one's own ("Name: value\r\n") and a right length.
std::string WarcRecord(std::string_view type, std::string_view head, std::string_view body);

// A text as WET files have it, with the id "urn:uuid:<name>".
std::string Conversion(const std::string& name, std::string_view text);

// A page as a server sent it; `head` are HTTP lines.
std::string Response(const std::string& name, std::string_view status, std::string_view head,
                     std::string_view body);

// What a WarcReader makes of bytes, compressed or not.
struct WarcContent {
  std::vector<Document> documents;
  std::uint64_t skipped = 0;
};
WarcContent ReadWarc(std::string bytes, const ReadLimits& limits = {});

}  // namespace calque::documents

#endif  // CALQUE_TESTS_DOCUMENTS_WARC_FIXTURE_H_
