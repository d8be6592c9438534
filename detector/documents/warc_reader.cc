// One record at a time in a window on the stream: head, length, body, and a look
// at what follows before the record is believed.
#include "detector/documents/warc_reader.h"

#include <algorithm>
#include <charconv>
#include <new>
#include <utility>

#include "detector/documents/html_extractor.h"
#include "detector/documents/valid_utf8.h"

namespace calque::documents {
namespace {

constexpr std::string_view kMagic = "WARC/";
constexpr std::string_view kLineEnds = "\r\n";
constexpr std::size_t kMaxHead = std::size_t{64} << 10;
// Behind a body: two line ends, and the magic of the next record.
constexpr std::size_t kTrailer = 4;
constexpr std::size_t kLongestVersion = 16;  // a whole "WARC/1.1" line

std::string_view WithoutAngles(std::string_view value) {
  if (value.starts_with('<') && value.ends_with('>')) value = value.substr(1, value.size() - 2);
  return value;
}

// Whether `line` begins with "WARC/1.1" and a line end.
bool IsVersionLine(std::string_view line) {
  if (!line.starts_with(kMagic)) return false;
  const std::size_t end = line.find_first_not_of("0123456789.", kMagic.size());
  return end != kMagic.size() && end != std::string_view::npos &&
         kLineEnds.find(line[end]) != std::string_view::npos;
}

// Where in `data` a line begins a record; npos: nowhere.
std::size_t FindVersionLine(std::string_view data) {
  for (std::size_t at = data.find(kMagic); at != std::string_view::npos;
       at = data.find(kMagic, at + 1)) {
    if ((at == 0 || data[at - 1] == '\n') && IsVersionLine(data.substr(at))) return at;
  }
  return std::string_view::npos;
}

bool IsHtml(std::string_view type) {
  return type == "text/html" || type == "application/xhtml+xml";
}

// Pages about the crawl itself, as wget and others append them to their files.
bool IsAboutTheCrawl(std::string_view url) {
  return url.starts_with("metadata:") || url.starts_with("urn:") || url.starts_with("dns:");
}

}  // namespace

bool LooksLikeWarc(std::string_view bytes) {
  bytes.remove_prefix(std::min(bytes.find_first_not_of(kLineEnds), bytes.size()));
  return IsVersionLine(bytes);
}

WarcReader::WarcReader(std::unique_ptr<ByteStream> stream, const ReadLimits& limits)
    : DocumentReader(limits), window_(std::move(stream), std::size_t{256} << 10), limits_(limits) {
  const std::string& path = window_.name();
  base_name_ = path.substr(path.find_last_of('/') + 1);
}

bool WarcReader::Fetch(Document* document) {
  try {
    while (!ended_) {
      if (const std::optional<bool> found = ReadRecord(document)) return *found;
      ++skipped_;
    }
  } catch (const std::bad_alloc&) {
    ended_ = true;
    Fail(ErrorCode::kResourceExhausted, "there is no memory for a record this long", document);
    return true;
  }
  return false;
}

std::optional<bool> WarcReader::ReadRecord(Document* document) {
  document->Clear();
  if (SkipLineEnds(document)) return document->error.has_value();
  document->path = window_.name();
  document->record = records_++;
  document->offset = window_.offset();
  document->id.assign(base_name_).append("#").append(std::to_string(document->record));
  const std::size_t head = ReadHead(document);
  if (head == 0) return true;
  const std::optional<std::size_t> length = ReadLength(head, document);
  if (!length || !ReadBody(head, *length, document)) return true;
  const bool taken = TakeRecord(window_.data().substr(head, *length), document);
  window_.Consume(head + *length);
  return taken ? std::optional(true) : std::nullopt;
}

// True at the end of the input, and when it fails between two records.
bool WarcReader::SkipLineEnds(Document* document) {
  while (true) {
    const Status status = window_.Want(1);
    const std::string_view data = window_.data();
    const std::size_t blank = std::min(data.find_first_not_of(kLineEnds), data.size());
    window_.Consume(blank);
    if (blank < data.size()) return false;
    if (!data.empty()) continue;
    ended_ = status.ok();
    if (ended_) return true;
    document->path = window_.name();
    document->record = records_++;
    document->offset = window_.offset();
    document->id.assign(base_name_).append("#").append(std::to_string(document->record));
    FailAtEnd(status, "", document);
    FindRecord(0);
    return true;
  }
}

// The length of the head, which is then in head_; 0: there is an error.
std::size_t WarcReader::ReadHead(Document* document) {
  std::size_t wanted = kLongestVersion;
  while (true) {
    const Status status = window_.Want(wanted);
    const std::string_view data = window_.data().substr(0, kMaxHead);
    const bool cut = data.size() < std::min(wanted, kMaxHead);
    const bool begun = data.starts_with(kMagic) || (cut && kMagic.starts_with(data));
    if (!begun) {
      Fail(ErrorCode::kDataLoss, "these bytes are not the beginning of a WARC record", document);
      FindRecord(0);
      return 0;
    }
    if (const std::size_t length = HeaderLength(data); length > 0) {
      head_.Parse(data.substr(0, length));
      return length;
    }
    if (cut) {
      FailAtEnd(status, "the input ends inside the head of a record", document);
    } else if (data.size() == kMaxHead) {
      Fail(ErrorCode::kResourceExhausted, "the head of the record is longer than 64 KiB", document);
    } else {
      wanted = data.size() + 1;
      continue;
    }
    FindRecord(kMagic.size());
    return 0;
  }
}

std::optional<std::size_t> WarcReader::ReadLength(std::size_t head, Document* document) {
  if (const std::string_view id = head_.Value("WARC-Record-ID"); !id.empty()) {
    document->id = WithoutAngles(id);
  }
  document->url = WithoutAngles(head_.Value("WARC-Target-URI"));
  const std::string_view value = head_.Value("Content-Length");
  std::uint64_t length = 0;
  const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), length);
  if (value.empty() || code != std::errc() || end != value.data() + value.size()) {
    Fail(ErrorCode::kDataLoss, "the record has no Content-Length that is a number", document);
  } else if (length > limits_.max_record) {
    Fail(ErrorCode::kResourceExhausted,
         "the record has " + std::to_string(length) + " bytes and the limit is " +
             std::to_string(limits_.max_record),
         document);
  } else {
    return static_cast<std::size_t>(length);
  }
  FindRecord(head);
  return std::nullopt;
}

bool WarcReader::ReadBody(std::size_t head, std::size_t length, Document* document) {
  const std::size_t size = head + length;
  const Status status = window_.Want(size + kTrailer + kMagic.size());
  const std::string_view data = window_.data();
  // The damage that ends the stream here lies in the member that holds the record.
  const bool doubtful = !status.ok() && window_.offset() + size > window_.stream().checked();
  if (data.size() < size || doubtful) {
    FailAtEnd(status,
              "the input ends after " + std::to_string(data.size() - head) + " of the record's " +
                  std::to_string(length) + " bytes",
              document);
    FindRecord(head);
    return false;
  }
  std::string_view behind = data.substr(size);
  if (behind.starts_with("\r\n\r\n")) return true;
  behind.remove_prefix(std::min(behind.find_first_not_of(kLineEnds), behind.size()));
  behind = behind.substr(0, kMagic.size());
  if (behind.empty() || behind == kMagic) return true;
  const bool cut = data.size() < size + kTrailer + kMagic.size();
  if (cut && kMagic.starts_with(behind)) return true;
  Fail(ErrorCode::kDataLoss,
       "the Content-Length of " + std::to_string(length) +
           " is wrong: neither empty lines nor a record nor the end follow",
       document);
  FindRecord(head);
  return false;
}

bool WarcReader::TakeRecord(std::string_view body, Document* document) {
  const std::string type = LowerAscii(head_.Value("WARC-Type"));
  if (IsAboutTheCrawl(document->url)) return false;
  document->payload.truncated = !head_.Value("WARC-Truncated").empty();
  if (type == "response") return TakeResponse(body, document);
  if (type != "conversion" && type != "resource") return false;
  return TakePayload(head_.Value("Content-Type"), type == "conversion" ? "text/plain" : "", body,
                     document);
}

bool WarcReader::TakeResponse(std::string_view body, Document* document) {
  if (!body.starts_with("HTTP/")) return false;
  const std::size_t head = HeaderLength(body);
  if (head == 0) {
    Fail(ErrorCode::kDataLoss, "the HTTP head of the record has no end", document);
    return true;
  }
  http_.Parse(body.substr(0, head));
  const std::string& status = http_.first_line();
  const std::size_t blank = status.find(' ');
  if (blank == std::string::npos || status[status.find_first_not_of(' ', blank)] != '2') {
    return false;
  }
  const std::string_view coding = http_.Value("Transfer-Encoding");
  document->payload.chunked = LowerAscii(coding).find("chunked") != std::string::npos;
  document->payload.codings = http_.Value("Content-Encoding");
  return TakePayload(http_.Value("Content-Type"), "", body.substr(head), document);
}

// `type` as the sender says; what the crawler found out by itself comes first.
bool WarcReader::TakePayload(std::string_view type, std::string_view fallback,
                             std::string_view body, Document* document) {
  MediaType media = ParseMediaType(type);
  const std::string identified = ParseMediaType(head_.Value("WARC-Identified-Payload-Type")).type;
  if (!identified.empty()) media.type = identified;
  if (media.type.empty()) media.type = fallback;
  if (media.type.empty() && LooksLikeHtml(body)) media.type = "text/html";
  if (IsHtml(media.type)) {
    document->payload.form = Payload::Form::kHtml;
  } else if (media.type == "text/plain") {
    document->payload.form = Payload::Form::kPlain;
  } else {
    return false;
  }
  document->payload.charset = std::move(media.charset);
  document->text = body;
  return true;
}

void WarcReader::Fail(ErrorCode code, const std::string& what, Document* document) const {
  document->error =
      Error{code, QuotedPath(window_.name()) + ", record " + std::to_string(document->record) +
                      " (byte " + std::to_string(document->offset) + "): " + what + "."};
}

// Where the stream broke, its own reason is the better one.
void WarcReader::FailAtEnd(const Status& status, const std::string& what,
                           Document* document) const {
  if (status.ok()) {
    Fail(ErrorCode::kDataLoss, what, document);
    return;
  }
  document->error = status.error();
  std::string& message = document->error->message;
  if (message.ends_with('.')) message.pop_back();
  message += ", in or before record " + std::to_string(document->record) + " (byte " +
             std::to_string(document->offset) + ").";
}

// Goes to the next line that begins a record, `from` bytes ahead at the least; to
// the end if there is none. What is passed over belongs to the error just told.
void WarcReader::FindRecord(std::size_t from) {
  window_.Consume(std::min(from, window_.data().size()));
  while (true) {
    const Status status = window_.Want(kLongestVersion * 2);
    const std::string_view data = window_.data();
    if (const std::size_t at = FindVersionLine(data); at != std::string_view::npos) {
      window_.Consume(at);
      return;
    }
    if (!status.ok()) {
      // Behind damage a new member begins, and with it most likely a record.
      window_.Consume(data.size());
      if (window_.SkipDamage()) continue;
    }
    if (!status.ok() || data.size() < kLongestVersion * 2) {
      ended_ = true;
      return;
    }
    window_.Consume(data.size() - kLongestVersion);
  }
}

}  // namespace calque::documents
