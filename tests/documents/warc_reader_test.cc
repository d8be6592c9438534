// WARC records, whole and damaged, plain, in gzip members and in zstd frames.
#include "detector/documents/warc_reader.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/documents/input_fixture.h"
#include "tests/documents/warc_fixture.h"

namespace calque::documents {
namespace {

const std::string kHtmlHead = "Content-Type: text/html; charset=utf-8\r\n";

// Ids and, for error records, codes: "a b !data_loss".
std::string Outline(const std::vector<Document>& documents) {
  std::string outline;
  for (const Document& document : documents) {
    if (!outline.empty()) outline += ' ';
    const std::string name = document.id.substr(document.id.find_last_of(":#") + 1);
    outline += document.error ? std::string("!") + ErrorCodeName(document.error->code) : name;
  }
  return outline;
}

std::string Outline(const std::string& bytes, const ReadLimits& limits = {}) {
  return Outline(ReadWarc(bytes, limits).documents);
}

TEST(WarcReaderTest, DocumentsAndWhatIsNone) {
  const std::string page = "<title>T</title><p>One.<p>Two.";
  const struct {
    const char* name;
    std::string record;
    const char* text;  // nullptr: passed over
  } cases[] = {
      {"conversion", Conversion("a", "A text."), "A text."},
      {"conversion without a type", WarcRecord("conversion", "", "A text."), "A text."},
      {"conversion of another type", WarcRecord("conversion", "Content-Type: image/png\r\n", "x"),
       nullptr},
      {"page", Response("a", "200 OK", kHtmlHead, page), "T\n\nOne.\n\nTwo."},
      {"XHTML", Response("a", "200 OK", "Content-Type: application/xhtml+xml\r\n", page),
       "T\n\nOne.\n\nTwo."},
      {"plain text", Response("a", "203 X", "Content-Type: text/plain\r\n", "<p>"), "<p>"},
      {"no type, but a page", Response("a", "200 OK", "", "<html><p>x"), "x"},
      {"no type, no page", Response("a", "200 OK", "", "x"), nullptr},
      {"an image", Response("a", "200 OK", "Content-Type: image/png\r\n", "x"), nullptr},
      {"not found", Response("a", "404 Not Found", kHtmlHead, page), nullptr},
      {"moved", Response("a", "301 Moved", kHtmlHead, page), nullptr},
      {"DNS", WarcRecord("response", "Content-Type: text/dns\r\n", "127.0.0.1"), nullptr},
      {"resource",
       WarcRecord("resource", "WARC-Target-URI: file:///a\r\nContent-Type: text/html\r\n", page),
       "T\n\nOne.\n\nTwo."},
      {"wget's log",
       WarcRecord("resource",
                  "WARC-Target-URI: <metadata://gnu.org/software/wget/warc/wget.log>\r\n"
                  "Content-Type: text/plain\r\n",
                  "log"),
       nullptr},
      {"warcinfo", WarcRecord("warcinfo", "", "a: b\r\n"), nullptr},
      {"request", WarcRecord("request", "", "GET / HTTP/1.1\r\n\r\n"), nullptr},
      {"what the crawler found",
       WarcRecord("response", "WARC-Identified-Payload-Type: text/html\r\n",
                  "HTTP/1.0 200 OK\r\nContent-Type: application/pdf\r\n\r\n<p>x"),
       "x"},
      {"an empty page", Response("a", "200 OK", kHtmlHead, ""), ""},
      {"LF only", "WARC/1.1\nwarc-type:conversion\nX: long\n  value\ncontent-length: 3\n\nabc\n\n",
       "abc"},
      {"one line end behind",
       "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 3\r\n\r\nabc\r\n", "abc"},
      {"latin-1",
       Response("a", "200 OK", "Content-Type: text/html; charset=\"ISO-8859-1\"\r\n", "caf\xE9"),
       "caf\xC3\xA9"},
  };
  for (const auto& c : cases) {
    const std::string bytes = c.record + Conversion("next", "Next.");
    for (const std::string& packed :
         {bytes, Gzip(c.record) + Gzip(Conversion("next", "Next.")), Gzip(bytes),
          Zstd(c.record) + Zstd(Conversion("next", "Next."))}) {
      const WarcContent content = ReadWarc(packed);
      ASSERT_EQ(content.documents.size(), c.text != nullptr ? 2U : 1U) << c.name;
      EXPECT_EQ(content.skipped, c.text != nullptr ? 0U : 1U) << c.name;
      EXPECT_EQ(content.documents.back().text, "Next.") << c.name;
      EXPECT_EQ(content.documents.back().record, 1U) << c.name;
      EXPECT_EQ(content.documents.back().offset, c.record.size()) << c.name;
      if (c.text == nullptr) continue;
      EXPECT_FALSE(content.documents[0].error) << c.name;
      EXPECT_EQ(content.documents[0].text, c.text) << c.name;
    }
  }
}

TEST(WarcReaderTest, NamesOfRecords) {
  const WarcContent content = ReadWarc(Conversion("a", "A.") + WarcRecord("conversion", "", "B."));
  ASSERT_EQ(content.documents.size(), 2U);
  EXPECT_EQ(content.documents[0].id, "urn:uuid:a");
  EXPECT_EQ(content.documents[0].url, "http://a.example/a");
  EXPECT_EQ(content.documents[0].path, "dir/in.warc");
  EXPECT_EQ(content.documents[1].id, "in.warc#1");
  EXPECT_EQ(content.documents[1].url, "");
}

std::string WithLength(std::string record, const std::string& length) {
  const std::size_t at = record.find("Content-Length: ") + 16;
  return record.replace(at, record.find('\r', at) - at, length);
}

TEST(WarcReaderTest, DamageCostsOneRecordAndSaysWhere) {
  const std::string before = Conversion("a", "Before.");
  const std::string after = Conversion("c", "After.") + Conversion("d", "After that.");
  const std::string broken = Conversion("b", "A text of some length.\r\nTwo lines.");
  ReadLimits limits;
  limits.max_record = 1000;
  const struct {
    const char* name;
    std::string bytes;
    std::string outline;
    std::string part;  // of the message
  } cases[] = {
      {"length too small", WithLength(broken, "5"), "a !data_loss c d", "Content-Length of 5"},
      {"length too large", WithLength(broken, "60"), "a !data_loss c d", "Content-Length of 60"},
      {"length beyond the end", WithLength(broken, "900"), "a !data_loss c d",
       "of the record's 900"},
      {"length beyond the limit", WithLength(broken, "99999999999"), "a !resource_exhausted c d",
       "99999999999 bytes and the limit is 1000"},
      {"length beyond 64 bits", WithLength(broken, "99999999999999999999"), "a !data_loss c d",
       "no Content-Length"},
      {"negative length", WithLength(broken, "-1"), "a !data_loss c d", "no Content-Length"},
      {"no length", WithLength(broken, ""), "a !data_loss c d", "no Content-Length"},
      {"length in words", WithLength(broken, "5 bytes"), "a !data_loss c d", "no Content-Length"},
      {"garbage between", "garbage\r\n and more\r\n", "a !data_loss c d", "not the beginning"},
      {"NULs between", std::string(5000, '\0') + "\n", "a !data_loss c d", "not the beginning"},
      {"a large record", Conversion("b", std::string(5000, 'x')), "a !resource_exhausted c d",
       "5000 bytes"},
      {"a head without end", "WARC/1.0\r\n" + std::string(70'000, 'x') + "\r\n",
       "a !resource_exhausted c d", "longer than 64 KiB"},
      {"a record lost its head", broken.substr(50), "a !data_loss c d", "not the beginning"},
      {"HTTP head without end", WarcRecord("response", "", "HTTP/1.1 200 OK\r\nA: b"),
       "a !data_loss c d", "HTTP head"},
  };
  for (const auto& c : cases) {
    for (const bool members : {false, true}) {
      const std::string bytes =
          members ? Gzip(before) + Gzip(c.bytes) + Gzip(after) : before + c.bytes + after;
      const std::vector<Document> documents = ReadWarc(bytes, limits).documents;
      ASSERT_EQ(Outline(documents), c.outline) << c.name;
      const std::string& message = documents[1].error->message;
      EXPECT_NE(message.find("'dir/in.warc'"), std::string::npos) << message;
      EXPECT_NE(message.find("byte " + std::to_string(before.size())), std::string::npos)
          << message;
      EXPECT_NE(message.find(c.part), std::string::npos) << message;
      EXPECT_EQ(documents[1].offset, before.size());
      EXPECT_EQ(documents[2].text, "After.");
    }
  }
}

// Cut anywhere, a file gives the records before the cut and one error, or none
// when nothing but line ends is missing.
TEST(WarcReaderTest, CutAtEveryByte) {
  const std::vector<std::string> records = {
      Conversion("a", "First text."),
      Response("b", "200 OK", kHtmlHead, "<p>Second text."),
      WarcRecord("request", "", "GET /"),
      Conversion("c", "Third\r\n\r\ntext."),
  };
  const std::string expected[] = {"a", "b", "", "c"};
  std::string all;
  for (const std::string& record : records) all += record;
  for (std::size_t cut = 0; cut <= all.size(); ++cut) {
    std::string outline;
    std::size_t begin = 0;
    bool broken = false;
    for (std::size_t i = 0; i < records.size() && begin < cut; ++i) {
      broken = cut < begin + records[i].size() - 4;
      const std::string& name = broken ? "!data_loss" : expected[i];
      if (!name.empty()) outline += (outline.empty() ? "" : " ") + name;
      begin += records[i].size();
    }
    EXPECT_EQ(Outline(all.substr(0, cut)), outline) << cut;
  }
}

TEST(WarcReaderTest, CutGzipAtEveryByte) {
  const std::string first = Gzip(Conversion("a", "First text."));
  const std::string second = Gzip(Conversion("b", "Second text."));
  for (std::size_t cut = first.size() + 1; cut < first.size() + second.size(); ++cut) {
    EXPECT_EQ(Outline((first + second).substr(0, cut)), "a !data_loss") << cut;
  }
}

// A member that lost its end is followed by whole ones: those come.
TEST(WarcReaderTest, BrokenMembersCostThemselvesOnly) {
  const std::string a = Conversion("a", Letters(3000, 1));
  const std::string b =
      Conversion("b", "Some text that is long enough to be cut: " + Letters(3000, 2));
  const std::string c = Conversion("c", "Text c.");
  for (const bool gzip : {true, false}) {
    const auto pack = [gzip](const std::string& bytes) { return gzip ? Gzip(bytes) : Zstd(bytes); };
    const std::string middle = pack(b);
    for (const std::size_t cut : {std::size_t{5}, middle.size() / 2, middle.size() - 3}) {
      const std::string bytes = pack(a) + middle.substr(0, cut) + pack(c) + pack(a);
      EXPECT_EQ(Outline(bytes), "a !data_loss c a") << gzip << " " << cut;
    }
    std::string flipped = middle;
    flipped[flipped.size() / 2] ^= 0x55;
    const std::string outline = Outline(pack(a) + flipped + pack(c));
    EXPECT_TRUE(outline == "a !data_loss c" || outline == "a !data_loss !data_loss c") << outline;
    EXPECT_EQ(Outline(pack(a) + "between the members" + pack(c)), "a !data_loss c");
  }
}

TEST(WarcReaderTest, LargeRecordsComeWhole) {
  const std::string large = "x" + std::string(3'000'000, 'y') + "z";
  for (const std::string& packed :
       {Conversion("a", large), Gzip(Conversion("a", large)), Zstd(Conversion("a", large))}) {
    const WarcContent content = ReadWarc(packed + (packed[0] == 'W' ? Conversion("b", "B.") : ""));
    ASSERT_GE(content.documents.size(), 1U);
    EXPECT_TRUE(content.documents[0].text == large);
  }
}

TEST(WarcReaderTest, RandomDamageNeverLosesTheEnd) {
  std::mt19937_64 random(7);
  const std::string first = Conversion("a", "The first text.\r\n");
  const std::string last = "\r\n\r\n" + Conversion("z", "The last text.");
  for (int round = 0; round < 2000; ++round) {
    std::string middle = Conversion("m", "The text between.") + Conversion("n", "Another one.");
    for (int change = 0; change < 3; ++change) {
      middle[random() % middle.size()] = static_cast<char>(random() & 0xFF);
    }
    const std::vector<Document> documents = ReadWarc(first + middle + last).documents;
    ASSERT_GE(documents.size(), 2U);
    EXPECT_EQ(documents.front().text, "The first text.\r\n");
    EXPECT_EQ(documents.back().text, "The last text.") << middle;
    EXPECT_LE(documents.size(), 6U);
  }
}

TEST(WarcReaderTest, ZstdWithADictionary) {
  const std::string dictionary = "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain";
  const std::string head = "\x5D" + SkippableFrame(dictionary).substr(1);
  const std::string bytes = head + ZstdWithDictionary(Conversion("a", "A."), dictionary) +
                            ZstdWithDictionary(Conversion("b", "B."), dictionary);
  EXPECT_EQ(Outline(bytes), "a b");
}

}  // namespace
}  // namespace calque::documents
