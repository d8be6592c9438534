// Transfer coding, content codings, encoding, HTML: in this order, each in place.
#include "detector/documents/payload.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "calque/charset.h"
#include "detector/documents/decoding_stream.h"
#include "detector/documents/header_block.h"
#include "detector/documents/html_extractor.h"
#include "detector/documents/valid_utf8.h"

namespace calque::documents {
namespace {

constexpr std::string_view kByteOrderMark = "\uFEFF";

struct Chunk {
  std::size_t size = 0;
  std::size_t head = 0;  // bytes of the line that says so
};

// The chunk head at the front of `bytes`, if one stands there.
std::optional<Chunk> ChunkHead(std::string_view bytes) {
  constexpr std::size_t kMostDigits = 15;
  constexpr std::size_t kMostLine = 4096;
  Chunk chunk;
  std::size_t digits = 0;
  while (digits < bytes.size() && std::isxdigit(static_cast<unsigned char>(bytes[digits])) != 0) {
    if (digits == kMostDigits) return std::nullopt;
    const auto c = static_cast<unsigned char>(bytes[digits++]);
    chunk.size = chunk.size * 16 + (c <= '9' ? c - '0' : (c | 0x20U) - 'a' + 10U);
  }
  if (digits == 0) return std::nullopt;
  const std::size_t end = bytes.substr(0, kMostLine).find('\n', digits);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view rest = TrimBlanks(bytes.substr(digits, end - digits));
  if (!rest.empty() && !rest.starts_with(';')) return std::nullopt;
  chunk.head = end + 1;
  return chunk;
}

using Opener = std::unique_ptr<ByteStream> (*)(StreamWindow, const StreamLimits&);

Opener OpenerOf(std::string_view coding) {
  if (coding == "gzip" || coding == "x-gzip") return GunzipStream;
  if (coding == "deflate") return InflateStream;
  if (coding == "br") return UnbrotliStream;
  if (coding == "zstd") return UnzstdStream;
  return nullptr;
}

// Some archives undo the coding and leave the header. No coding begins as a page does.
bool IsBare(std::string_view coding, std::string_view body) {
  if (coding == "gzip" || coding == "x-gzip") return !BeginsGzip(body);
  if (coding == "zstd") return !BeginsZstd(body.substr(0, kLongestMagic));
  return LooksLikeHtml(body);
}

Status Decode(std::string_view coding, const Payload& payload, const ReadLimits& limits,
              std::string* body) {
  if (coding.empty() || coding == "identity" || body->empty() || IsBare(coding, *body)) return {};
  const Opener open = OpenerOf(coding);
  if (open == nullptr) {
    return Error{ErrorCode::kUnsupported,
                 "the content coding " + QuotedPath(coding) + " is unknown"};
  }
  const auto stream =
      open(StreamWindow(ByteStream::FromMemory(std::move(*body), "HTTP body")), limits.stream);
  body->clear();
  std::vector<char> block(std::size_t{64} << 10);
  while (true) {
    const Result<std::size_t> got = stream->Read(std::span(block));
    const bool cut = !got.ok() && payload.truncated && got.error().code == ErrorCode::kDataLoss;
    if (cut || (got.ok() && *got == 0)) return {};
    if (!got.ok()) return got.error();
    body->append(block.data(), *got);
    if (body->size() > limits.max_record) {
      return Error{ErrorCode::kResourceExhausted, "the decoded body is longer than the limit of " +
                                                      std::to_string(limits.max_record) + " bytes"};
    }
  }
}

// Codings are listed in the order in which they were applied.
Status DecodeAll(const Payload& payload, const ReadLimits& limits, std::string* body) {
  constexpr int kMostCodings = 4;
  std::string codings = LowerAscii(payload.codings);
  for (int count = 0; !codings.empty(); ++count) {
    if (count == kMostCodings) {
      return Error{ErrorCode::kResourceExhausted, "the body has more than four content codings"};
    }
    const std::size_t comma = codings.find_last_of(',');
    const std::size_t begin = comma == std::string::npos ? 0 : comma + 1;
    const std::string coding(TrimBlanks(std::string_view(codings).substr(begin)));
    codings.resize(comma == std::string::npos ? 0 : comma);
    if (Status status = Decode(coding, payload, limits, body); !status.ok()) return status;
  }
  return {};
}

Status MakeText(const ReadLimits& limits, Document* document) {
  const Payload& payload = document->payload;
  std::string& text = document->text;
  if (payload.chunked) {
    if (Status status = Dechunk(payload.truncated, &text); !status.ok()) return status;
  }
  if (Status status = DecodeAll(payload, limits, &text); !status.ok()) return status;
  if (payload.form == Payload::Form::kHtml) {
    Result<HtmlText> html = ExtractHtml(text, payload.charset, limits.max_html_depth);
    if (!html.ok()) return html.error();
    text = std::move(html->text);
    document->charset = std::move(html->charset);
    document->repairs += html->repairs;
    return {};
  }
  DecodedText decoded = DecodeText(text, payload.charset);
  document->charset = std::move(decoded.charset);
  if (!decoded.as_is) {
    // The mark is a part of those encodings; in UTF-8 it stays, for true offsets.
    text = std::move(decoded.text);
    if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  }
  if (!LooksBinary(text)) return {};
  return Error{ErrorCode::kInvalidArgument,
               "binary data (more than 1 % of it is NULs and other control characters), not text"};
}

}  // namespace

Status Dechunk(bool truncated, std::string* body) {
  std::string_view rest = *body;
  std::optional<Chunk> chunk = ChunkHead(rest);
  if (!chunk) return {};
  std::string whole;
  while (chunk && chunk->size > 0) {
    rest.remove_prefix(chunk->head);
    const bool complete = chunk->size <= rest.size();
    if (!complete && !truncated) {
      return Error{ErrorCode::kDataLoss, "the body ends inside a chunk"};
    }
    whole += rest.substr(0, chunk->size);
    rest.remove_prefix(std::min(chunk->size, rest.size()));
    rest.remove_prefix(std::min(rest.find_first_not_of("\r\n"), rest.size()));
    chunk = ChunkHead(rest);
    if (rest.empty() || (!chunk && truncated)) break;
    if (!chunk) {
      return Error{ErrorCode::kDataLoss, "the chunked body is broken at its byte " +
                                             std::to_string(body->size() - rest.size())};
    }
  }
  body->swap(whole);
  return {};
}

void Extract(const ReadLimits& limits, Document* document) {
  if (document->error || document->payload.form == Payload::Form::kDone) return;
  Status status;
  try {
    status = MakeText(limits, document);
  } catch (const std::bad_alloc&) {
    status = Error{ErrorCode::kResourceExhausted, "there is no memory for a page this long"};
  }
  document->payload.form = Payload::Form::kDone;
  if (status.ok()) return;
  document->text.clear();
  std::string message = status.error().message;
  if (message.ends_with('.')) message.pop_back();
  document->error =
      Error{status.error().code, QuotedPath(document->path) + ", record " +
                                     std::to_string(document->record) + " (byte " +
                                     std::to_string(document->offset) + "): " + message + "."};
}

}  // namespace calque::documents
