// The compiled word list: what is in it, what is left out, and that it is the same every time.
#include "detector/compiler/lexicon_compiler.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "detector/lm/table_builder.h"
#include "detector/scoring/lexicon_table.h"
#include "tests/fresh_directory.h"
#include "tests/lm/aligned_section.h"

namespace calque::compiler {
namespace {

namespace fs = std::filesystem;
using scoring::Languages;

// Knows "house" and "casa".
const lm::NgramModel& Model() {
  static const lm::AlignedSection section([] {
    lm::TableBuilder builder(1);
    builder.SetUnknown(-6);
    for (const char* word : {"house", "casa"}) builder.Add(1, text::HashToken(word), -1, 0);
    builder.Add(1, text::SentenceBeginKey(), -99, 0);
    builder.Add(1, text::SentenceEndKey(), -1, 0);
    return builder.Serialize();
  }());
  static const auto model = lm::NgramModel::Open(section.bytes());
  return *model;
}

class LexiconCompilerTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = FreshDirectory();
    Write("en", "house\nhedge\nAachen\nhedge-row\nvideo\nx\ndon't\n4th\n");
    Write("it_IT", "casa\ntempo\nRoma\nvideo\nlungamente\n");
    Write("es",
          "tempo\nma\xC3\xB1"
          "ana\n");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void Write(const std::string& name, std::string_view words) const {
    std::ofstream(folder_ / (name + ".aff")) << "SET UTF-8\n";
    std::ofstream(folder_ / (name + ".dic")) << "9\n" << words;
  }
  CompiledLexicon Compile(const std::string& pivots) const {
    auto lexicon = CompileLexicon((folder_ / "en").string(), pivots, Model());
    EXPECT_TRUE(lexicon.ok());
    return std::move(*lexicon);
  }

  fs::path folder_;
};

TEST_F(LexiconCompilerTest, WordsAndTheirLanguages) {
  const CompiledLexicon lexicon = Compile(folder_.string());
  const lm::AlignedSection section(lexicon.section);
  const auto table = scoring::LexiconTable::Open(section.bytes());
  ASSERT_TRUE(table.ok()) << table.error().message;
  const auto italian = scoring::PivotBit(0);
  const auto spanish = scoring::PivotBit(2);
  const std::pair<const char*, Languages> cases[] = {
      {"hedge", scoring::kEnglishWord},
      {"aachen", scoring::kEnglishName},
      {"don't", scoring::kEnglishWord},
      {"video", scoring::kEnglishWord},  // also Italian
      {"tempo", static_cast<Languages>(italian | spanish)},
      {"ma\xC3\xB1"
       "ana",
       spanish},
      {"house", 0},       // the model knows it
      {"casa", italian},  // so is that, but it is not English
      {"roma", 0},        // a name
      {"lungamente", 0},  // too long
      {"hedge-row", 0},
      {"4th", 0},
      {"x", 0},
  };
  for (const auto& [word, languages] : cases) {
    EXPECT_EQ(table->Find(text::HashToken(word)), languages) << word;
  }
  EXPECT_EQ(table->size(), lexicon.words);
  EXPECT_EQ(lexicon.words, 7u);
}

TEST_F(LexiconCompilerTest, LanguagesThatAreNotInstalledAreNamed) {
  const std::vector<std::string> missing = {"fr", "pt", "de", "nl", "sv", "pl", "tr"};
  EXPECT_EQ(Compile(folder_.string()).missing, missing);
  EXPECT_TRUE(Compile("").missing.empty());
  EXPECT_EQ(Compile("").words, 4u);
}

TEST_F(LexiconCompilerTest, EnglishIsNeeded) {
  const auto lexicon = CompileLexicon((folder_ / "xx").string(), "", Model());
  ASSERT_FALSE(lexicon.ok());
  EXPECT_EQ(lexicon.error().message, (folder_ / "xx.aff").string() + ": cannot be read");
}

TEST_F(LexiconCompilerTest, Deterministic) {
  EXPECT_EQ(Compile(folder_.string()).section, Compile(folder_.string()).section);
}

}  // namespace
}  // namespace calque::compiler
