// Heads of WARC records and HTTP messages, clean and sloppy.
#include "detector/documents/header_block.h"

#include <gtest/gtest.h>

namespace calque::documents {
namespace {

TEST(HeaderBlockTest, Lengths) {
  EXPECT_EQ(HeaderLength("A: b\r\n\r\nrest"), 8U);
  EXPECT_EQ(HeaderLength("A: b\n\nrest"), 6U);
  EXPECT_EQ(HeaderLength("\r\nrest"), 2U);
  EXPECT_EQ(HeaderLength(""), 0U);
  EXPECT_EQ(HeaderLength("A: b\r\n"), 0U);
  EXPECT_EQ(HeaderLength("A: b\r\n\r"), 0U);
}

TEST(HeaderBlockTest, LinesAndValues) {
  HeaderBlock head;
  head.Parse(
      "WARC/1.0\r\nA: one\r\nno colon\r\nb :  two words \r\nC: folded\r\n\tvalue\r\na: x\r\n\r\n");
  EXPECT_EQ(head.first_line(), "WARC/1.0");
  EXPECT_EQ(head.Value("a"), "one");
  EXPECT_EQ(head.Value("B"), "two words");
  EXPECT_EQ(head.Value("c"), "folded value");
  EXPECT_EQ(head.Value("d"), "");
  head.Parse("HTTP/1.1 200 OK\nZ:\n\n");
  EXPECT_EQ(head.Value("a"), "");
  EXPECT_EQ(head.Value("z"), "");
  head.Parse("");
  EXPECT_EQ(head.first_line(), "");
}

TEST(HeaderBlockTest, MediaTypes) {
  const struct {
    const char* value;
    const char* type;
    const char* charset;
  } cases[] = {
      {"", "", ""},
      {"text/html", "text/html", ""},
      {" Text/HTML ; Charset=UTF-8", "text/html", "utf-8"},
      {"text/html; charset=\"iso-8859-1\"; x=y", "text/html", "iso-8859-1"},
      {"text/html; x=y; charset='utf-8'", "text/html", "utf-8"},
      {"text/html;charset=", "text/html", ""},
      {"text/html; charset=utf-8, text/html", "text/html", "utf-8"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(ParseMediaType(c.value).type, c.type) << c.value;
    EXPECT_EQ(ParseMediaType(c.value).charset, c.charset) << c.value;
  }
}

}  // namespace
}  // namespace calque::documents
