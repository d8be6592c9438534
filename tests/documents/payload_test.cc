// Transfer and content codings, undone: whole, broken, and undone already.
#include "detector/documents/payload.h"

#include <brotli/encode.h>
#include <gtest/gtest.h>

#include "tests/documents/input_fixture.h"

namespace calque::documents {
namespace {

std::string Brotli(std::string_view bytes) {
  std::string out(BrotliEncoderMaxCompressedSize(bytes.size()), '\0');
  std::size_t size = out.size();
  EXPECT_EQ(BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, bytes.size(),
                                  reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                                  reinterpret_cast<std::uint8_t*>(out.data())),
            BROTLI_TRUE);
  out.resize(size);
  return out;
}

TEST(DechunkTest, Bodies) {
  const struct {
    std::string body;
    bool truncated;
    std::string whole;  // "!" when it is an error
  } cases[] = {
      {"", false, ""},
      {"0\r\n\r\n", false, ""},
      {"5\r\nHello\r\n0\r\n\r\n", false, "Hello"},
      {"5\r\nHello\r\n1\r\n!\r\n0\r\nTrailer: x\r\n\r\n", false, "Hello!"},
      {"5;name=value\r\nHello\r\n0\r\n\r\n", false, "Hello"},
      {"5  \r\nHello\r\n0\r\n\r\n", false, "Hello"},
      {"005\nHello\n0\n\n", false, "Hello"},
      {"a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n", false, "01234567890123456789"},
      {"5\r\nHello", false, "Hello"},
      {"<html>put together already</html>", false, "<html>put together already</html>"},
      {"cafe is no chunk", false, "cafe is no chunk"},
      {"9\r\nHello", false, "!"},
      {"9\r\nHello", true, "Hello"},
      {"5\r\nHello\r\nzz\r\nmore", false, "!"},
      {"5\r\nHello\r\nzz\r\nmore", true, "Hello"},
      {"FFFFFFFFFFFFFFFFFF\r\nHello", false, "FFFFFFFFFFFFFFFFFF\r\nHello"},
      {"FFFFFFFFFFFFFFF\r\nHello", false, "!"},
  };
  for (const auto& c : cases) {
    std::string body = c.body;
    const Status status = Dechunk(c.truncated, &body);
    EXPECT_EQ(status.ok() ? body : "!", c.whole) << c.body;
  }
}

Document Extracted(std::string body, const std::string& codings, bool chunked = false,
                   bool truncated = false, const ReadLimits& limits = {}) {
  Document document;
  document.path = "dir/in.warc";
  document.record = 3;
  document.offset = 77;
  document.text = std::move(body);
  document.payload.form = Payload::Form::kHtml;
  document.payload.codings = codings;
  document.payload.chunked = chunked;
  document.payload.truncated = truncated;
  Extract(limits, &document);
  return document;
}

TEST(PayloadTest, ContentCodings) {
  const std::string page = "<html><p>A page of text.</p>" + std::string(5000, ' ') + "<p>End.";
  const struct {
    const char* codings;
    std::string body;
  } cases[] = {
      {"", page},
      {"identity", page},
      {"gzip", Gzip(page)},
      {"x-gzip", Gzip(page)},
      {"GZip", Gzip(page)},
      {"deflate", Deflate(page, 15)},
      {"deflate", Deflate(page, -15)},
      {"br", Brotli(page)},
      {"zstd", Zstd(page)},
      {"gzip, br", Brotli(Gzip(page))},
      {"gzip,gzip", Gzip(Gzip(page))},
      // undone by whoever stored it
      {"gzip", page},
      {"deflate", page},
      {"br", page},
      {"zstd", page},
  };
  for (const auto& c : cases) {
    const Document document = Extracted(c.body, c.codings);
    EXPECT_FALSE(document.error) << c.codings << ": " << document.error->message;
    EXPECT_EQ(document.text, "A page of text.\n\nEnd.") << c.codings;
    EXPECT_EQ(document.payload.form, Payload::Form::kDone);
  }
  char head[16];
  std::snprintf(head, sizeof head, "%zx\r\n", Gzip(page).size());
  EXPECT_EQ(Extracted(head + Gzip(page) + "\r\n0\r\n\r\n", "gzip", true).text,
            "A page of text.\n\nEnd.");
}

TEST(PayloadTest, BrokenBodiesSayWhere) {
  const std::string page = "<html><p>A page.</p>" + Letters(3000, 1);
  ReadLimits small;
  small.max_record = 1000;
  const std::string cut = Gzip(page).substr(0, 1500);
  const struct {
    Document document;
    ErrorCode code;
    const char* part;
  } cases[] = {
      {Extracted(cut, "gzip"), ErrorCode::kDataLoss, "gzip: the data end"},
      {Extracted(Brotli(page).substr(0, 1500), "br"), ErrorCode::kDataLoss, "brotli"},
      {Extracted(Deflate(page, 15).substr(0, 1500), "deflate"), ErrorCode::kDataLoss, "deflate"},
      {Extracted("9\r\nHello", "", true), ErrorCode::kDataLoss, "inside a chunk"},
      {Extracted("???", "snappy"), ErrorCode::kUnsupported, "'snappy'"},
      {Extracted(Gzip(page), "gzip", false, false, small), ErrorCode::kResourceExhausted,
       "limit of 1000 bytes"},
      {Extracted(Gzip(page), "br,br,br,br,gzip"), ErrorCode::kResourceExhausted, "more than four"},
  };
  for (const auto& c : cases) {
    ASSERT_TRUE(c.document.error) << c.part;
    EXPECT_EQ(c.document.error->code, c.code) << c.document.error->message;
    for (const char* part : {c.part, "'dir/in.warc', record 3 (byte 77)"}) {
      EXPECT_NE(c.document.error->message.find(part), std::string::npos)
          << c.document.error->message;
    }
    EXPECT_EQ(c.document.text, "");
  }
  EXPECT_FALSE(Extracted(cut, "gzip", false, true).error);
}

TEST(PayloadTest, ABombIsRefused) {
  const std::string bomb = Gzip(std::string(40'000'000, ' '));
  ReadLimits limits;
  limits.max_record = 20'000'000;
  EXPECT_EQ(Extracted(bomb, "gzip", false, false, limits).error->code,
            ErrorCode::kResourceExhausted);
  limits.max_record = 1'000'000'000;
  EXPECT_EQ(Extracted(bomb, "gzip", false, false, limits).error->code,
            ErrorCode::kResourceExhausted);
}

TEST(PayloadTest, BinaryIsNoText) {
  Document document;
  document.text = std::string(100, '\0') + "text";
  document.payload.form = Payload::Form::kPlain;
  Extract({}, &document);
  ASSERT_TRUE(document.error);
  EXPECT_EQ(document.error->code, ErrorCode::kInvalidArgument);
  const Document page = Extracted("%PDF-1.4 " + Noise(3000, 1), "");
  ASSERT_TRUE(page.error);
  EXPECT_EQ(page.error->code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace calque::documents
