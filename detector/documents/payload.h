// From the bytes of a web page as the server sent them to text.
//
// Readers leave this work undone: undoing codings, converting and parsing a page
// take longer than reading it, and whoever has threads can spread them.
#ifndef CALQUE_DETECTOR_DOCUMENTS_PAYLOAD_H_
#define CALQUE_DETECTOR_DOCUMENTS_PAYLOAD_H_

#include <string>
#include <string_view>

#include "calque/result.h"
#include "detector/documents/document.h"
#include "detector/documents/read_limits.h"

namespace calque::documents {

// Makes document->text text if it is not yet, or sets document->error. Thread-safe.
void Extract(const ReadLimits& limits, Document* document);

// Undoes the chunked transfer coding (RFC 9112, section 7.1). A body that does not
// begin with a chunk was put together by whoever stored it and stays as it is. One
// that is broken further on is an Error, unless `truncated`: then what came is kept.
Status Dechunk(bool truncated, std::string* body);

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_PAYLOAD_H_
