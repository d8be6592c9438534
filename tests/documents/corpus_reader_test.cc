// Inputs one after the other, whole texts or lines, and the bytes they took.
#include "detector/documents/corpus_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/documents/input_fixture.h"

namespace calque::documents {
namespace {

struct Read {
  std::vector<std::string> texts;
  std::vector<std::string> errors;
};

Read ReadAll(CorpusReader* corpus) {
  Read read;
  for (Document document; corpus->Next(&document);) {
    if (document.error) {
      read.errors.push_back(document.error->message);
    } else {
      read.texts.push_back(document.text);
    }
  }
  return read;
}

TEST(CorpusReader, ReadsOneInputAfterTheOther) {
  const std::string root = FreshDirectory();
  const std::vector<std::string> paths = {
      WriteFile(root + "/a.txt", "First text."),
      WriteFile(root + "/b.jsonl.gz", Gzip("{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n")),
      root + "/absent.txt", WriteFile(root + "/c.zst", Zstd("Third text."))};
  CorpusReader corpus(paths, CorpusUnit::kDocument);
  const Read read = ReadAll(&corpus);
  EXPECT_EQ(read.texts, std::vector<std::string>({"First text.", "One.", "Two.", "Third text."}));
  ASSERT_EQ(read.errors.size(), 1u);
  EXPECT_NE(read.errors[0].find("absent.txt"), std::string::npos);
  EXPECT_EQ(corpus.bytes_read(), corpus.bytes_total()) << "as they lie on the disk";
}

TEST(CorpusReader, LongTextsComeInPiecesIfWanted) {
  const std::string root = FreshDirectory();
  const std::string line(1'000'000, 'a');
  std::string text;
  for (int i = 0; i < 20; ++i) text += "Line " + std::to_string(i) + ' ' + line + '\n';
  const std::vector<std::string> paths = {WriteFile(root + "/long.txt", text),
                                          WriteFile(root + "/b.jsonl", "{\"text\":\"One.\"}\n")};
  CorpusReader whole(paths, CorpusUnit::kDocument);
  EXPECT_EQ(ReadAll(&whole).texts, std::vector<std::string>({text, "One."}));
  CorpusReader pieces(paths, CorpusUnit::kPiece);
  const Read read = ReadAll(&pieces);
  ASSERT_EQ(read.texts.size(), 3u);
  EXPECT_EQ(read.texts[0] + read.texts[1], text);
  EXPECT_EQ(read.texts[2], "One.");
}

TEST(CorpusReader, KnowsNoTotalOfAPipe) {
  const std::string root = FreshDirectory();
  const std::string file = WriteFile(root + "/a.txt", "12345");
  EXPECT_EQ(FileBytes({file, root + "/absent"}), 5u);
  EXPECT_EQ(FileBytes({file, "-"}), std::nullopt);
  EXPECT_EQ(FileBytes({file, "/dev/null"}), std::nullopt);
}

TEST(CorpusReader, LinesKeepTheirEndsAndEmptyOnesCount) {
  const std::string root = FreshDirectory();
  CorpusReader corpus({WriteFile(root + "/a", "a b\r\n\n{\"text\": 1}\nlast"),
                       WriteFile(root + "/b", "bad \xFF byte\n")},
                      CorpusUnit::kLine);
  const Read read = ReadAll(&corpus);
  EXPECT_EQ(read.texts, std::vector<std::string>({"a b\n", "\n", "{\"text\": 1}\n", "last\n",
                                                  "bad \xEF\xBF\xBD byte\n"}));
  EXPECT_TRUE(read.errors.empty());
}

TEST(CorpusReader, BinaryAndDamagedLinesAreNamed) {
  const std::string root = FreshDirectory();
  CorpusReader corpus({WriteFile(root + "/bin", std::string("good\nb\0d\nmore\n", 14)),
                       WriteFile(root + "/cut.gz", Gzip("one\ntwo\n").substr(0, 20)),
                       WriteFile(root + "/last", "last\n")},
                      CorpusUnit::kLine);
  const Read read = ReadAll(&corpus);
  EXPECT_EQ(read.texts.front(), "good\n");
  EXPECT_EQ(read.texts.back(), "last\n");
  ASSERT_EQ(read.errors.size(), 2u);
  EXPECT_NE(read.errors[0].find("bin':2: there is a NUL byte"), std::string::npos);
  EXPECT_NE(read.errors[1].find("cut.gz"), std::string::npos);
}

}  // namespace
}  // namespace calque::documents
