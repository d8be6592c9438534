// Sources on the disk to a pack that opens; what is missing or broken is named.
#include "detector/compiler/pack_compiler.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "detector/analyzer.h"
#include "detector/lm/slot_weights.h"
#include "detector/lm/table_builder.h"
#include "detector/lm/table_codec.h"
#include "detector/scoring/calibration.h"
#include "detector/storage/pack.h"
#include "tests/dictionary/dictionary_fixture.h"
#include "tests/fresh_directory.h"
#include "tests/lm/aligned_section.h"

namespace calque::compiler {
namespace {

namespace fs = std::filesystem;

std::string SmallModel() {
  lm::TableBuilder builder(2);
  builder.SetUnknown(-5);
  builder.Add(1, text::SentenceBeginKey(), -99, 0);
  builder.Add(1, text::SentenceEndKey(), -1, 0);
  builder.Add(1, text::HashToken("general"), -2, 0);
  return builder.Serialize();
}

std::span<const std::byte> BytesOf(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

class PackCompilerTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = FreshDirectory();
    fs::create_directory(folder_ / "dictionary");
    const auto row = [](const char* artifact) {
      return dictionary::ToLine({.artifact = artifact, .originals = "consul general"});
    };
    Write("dictionary/a.tsv", dictionary::HeaderRow() + row("consul normal"));
    Write("dictionary/b.tsv", dictionary::HeaderRow() + row("consul regular") + "broken\n");
    Write("dictionary/irregular.txt", "noun man men\n");
    const lm::AlignedSection section(SmallModel());
    Write("en.lm", lm::EncodeTable(section.bytes()));
    Write("calibration.tsv", scoring::Calibration{}.Format());
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Path(const std::string& name) const { return (folder_ / name).string(); }
  void Write(const std::string& name, std::string_view bytes) const {
    WriteFile(Path(name), bytes);
  }
  PackSources Sources() const {
    return {"en test", Path("dictionary"), Path("en.lm"), Path("calibration.tsv"),
            "/usr/share/hunspell/en_US"};
  }
  void ExpectError(const std::string& path, const PackSources& sources, ErrorCode code) const {
    const auto pack = CompilePack(sources);
    ASSERT_FALSE(pack.ok()) << path;
    EXPECT_EQ(pack.error().code, code) << pack.error().message;
    EXPECT_TRUE(pack.error().message.starts_with(path + ": ")) << pack.error().message;
  }
  void ExpectError(const std::string& path, ErrorCode code) const {
    ExpectError(path, Sources(), code);
  }

  fs::path folder_;
};

// The word list of the pack tells unknown words apart; places are bytes of the text.
TEST_F(PackCompilerTest, TheReportHasWeakestRunsAndUnknownWords) {
  const auto pack = CompilePack(Sources());
  ASSERT_TRUE(pack.ok());
  EXPECT_GT(pack->lexicon_words, 100000u);
  EXPECT_TRUE(pack->missing_pivots.empty());
  const auto analyzer = Analyzer::Open(*storage::Pack::OpenCopy(BytesOf(pack->bytes), "test"));
  ASSERT_TRUE(analyzer.ok());
  const std::string_view text =
      "General Kerpel came.\n\nA general beleived 12 caf\xC3\xA9s.\n\n1,494";
  const Report report = analyzer->Analyze(text, Mode::kStrict).report;
  // came; Kerpel and, as no list has single letters, A; a word with an accent; beleived.
  EXPECT_EQ(report.unknown_words,
            (UnknownWords{.english = 1, .name = 2, .foreign = 1, .misspelt = 1}));
  ASSERT_EQ(report.sentences.size(), 3u);
  const auto quote = [&](const Span& span) {
    return text.substr(span.begin, span.end - span.begin);
  };
  EXPECT_EQ(quote(report.sentences[0].weakest), "General Kerpel came.");
  EXPECT_EQ(quote(report.sentences[1].weakest), "general beleived 12 caf\xC3\xA9s.");
  EXPECT_EQ(report.sentences[2].weakest, Span{});
}

TEST_F(PackCompilerTest, ThePackOpens) {
  const auto pack = CompilePack(Sources());
  ASSERT_TRUE(pack.ok()) << pack.error().message;
  EXPECT_EQ(pack->entries.size(), 2u);
  EXPECT_EQ(pack->phrases, 2u);
  ASSERT_EQ(pack->errors.size(), 1u);
  EXPECT_TRUE(pack->errors[0].starts_with(Path("dictionary/b.tsv") + ":3: ")) << pack->errors[0];

  auto opened = storage::Pack::OpenCopy(BytesOf(pack->bytes), "test pack");
  ASSERT_TRUE(opened.ok()) << opened.error().message;
  const auto section = opened->Section("dictionary");
  ASSERT_TRUE(section.ok());
  EXPECT_EQ(section->size(), pack->dictionary_bytes);
  const auto model = opened->Section("lm");
  ASSERT_TRUE(model.ok());
  const std::string expected = SmallModel();
  ASSERT_EQ(model->size(), expected.size());
  EXPECT_EQ(std::memcmp(model->data(), expected.data(), expected.size()), 0);

  const auto analyzer = Analyzer::Open(std::move(*opened));
  ASSERT_TRUE(analyzer.ok()) << analyzer.error().message;
  EXPECT_EQ(analyzer->pack_name(), "en test");
  EXPECT_EQ(analyzer->dictionaries().front().entry_count(), 2u);
  EXPECT_EQ(analyzer->model().order(), 2);
}

TEST_F(PackCompilerTest, TheSameSourcesGiveTheSameBytes) {
  const auto first = CompilePack(Sources());
  const auto second = CompilePack(Sources());
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->bytes, second->bytes);
}

TEST_F(PackCompilerTest, WeightsComeToTheReport) {
  const lm::AlignedSection section(SmallModel());
  const auto table = lm::NgramTable::Open(section.bytes());
  const std::uint64_t slot = table->SlotNumber(1, text::HashToken("general"));
  const lm::SlotWeight weight = {slot, 2.0f};
  Write("en.weights", lm::EncodeSlotWeights(section.bytes(), std::span(&weight, 1)));
  PackSources sources = Sources();
  const auto translationese = [&] {
    const auto pack = CompilePack(sources);
    const auto analyzer = Analyzer::Open(*storage::Pack::OpenCopy(BytesOf(pack->bytes), "test"));
    return analyzer->Analyze("A general came. General general", Mode::kStrict).report;
  };
  sources.weights = "";
  EXPECT_EQ(translationese().evidence.translationese, std::nullopt);
  EXPECT_EQ(translationese().sentences[0].translationese, std::nullopt);
  sources.weights = std::nullopt;  // the file beside the model
  const Report report = translationese();
  // Tokens and sentence ends: 4 + 1 and 2 + 1.
  EXPECT_NEAR(*report.evidence.translationese, 6.0 / 8, 1e-6);
  ASSERT_EQ(report.sentences.size(), 2u);
  EXPECT_NEAR(*report.sentences[0].translationese, 2.0 / 5, 1e-6);
  EXPECT_NEAR(*report.sentences[1].translationese, 4.0 / 3, 1e-6);

  Write("en.lm", lm::EncodeTable(lm::AlignedSection(lm::TableBuilder(2).Serialize()).bytes()));
  ExpectError(Path("en.weights"), sources, ErrorCode::kInvalidArgument);
}

TEST_F(PackCompilerTest, MissingFilesAreNamed) {
  for (const char* name : {"en.lm", "calibration.tsv", "dictionary/irregular.txt"}) {
    SetUp();
    fs::remove(folder_ / name);
    ExpectError(Path(name), ErrorCode::kNotFound);
  }
}

TEST_F(PackCompilerTest, AMissingDictionaryIsNamed) {
  for (const char* name : {"dictionary/a.tsv", "dictionary/b.tsv"}) fs::remove(folder_ / name);
  ExpectError(Path("dictionary"), ErrorCode::kNotFound);
  fs::remove_all(folder_ / "dictionary");
  ExpectError(Path("dictionary/irregular.txt"), ErrorCode::kNotFound);
  PackSources sources = Sources();
  sources.hunspell = Path("no_language");
  ExpectError(Path("no_language.aff"), sources, ErrorCode::kNotFound);
}

TEST_F(PackCompilerTest, BrokenFilesAreNamed) {
  Write("calibration.tsv", "swap_cost.weak\tx\n");
  ExpectError(Path("calibration.tsv"), ErrorCode::kInvalidArgument);
  Write("en.lm", "no model");
  ExpectError(Path("en.lm"), ErrorCode::kDataLoss);
}

}  // namespace
}  // namespace calque::compiler
