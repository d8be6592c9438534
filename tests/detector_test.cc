// The front door as programs use it: alone, in batches, one report at a time, and from many
// threads at once (the last is what a thread sanitizer is for).
#include "calque/detector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace calque {
namespace {

std::string Sample(const std::string& name) {
  std::ifstream in(std::string(CALQUE_SOURCE_DIR) + "/corpora/samples/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// What tells two reports apart, as text.
std::string Summary(const Report& report) {
  std::string summary = std::string(VerdictName(report.verdict)) + " " +
                        std::to_string(report.probability) + " " + std::to_string(report.words) +
                        " " + std::to_string(report.invalid_bytes) + " " +
                        std::to_string(report.evidence.gain_per_1000) + " " +
                        std::to_string(report.unknown_words.name) + " " +
                        (report.pivot ? report.pivot->language : "no pivot");
  for (const EvidenceTerm& term : report.explanation) {
    summary += std::string(" ") + term.name + " " + std::to_string(term.log_odds);
  }
  for (const Hit& hit : report.hits) {
    summary += " " + std::to_string(hit.span.begin) + " " + hit.entry + " " + hit.finding + " " +
               (hit.inconsistent ? "inconsistent" : "");
    for (const std::string& original : hit.originals) summary += " " + original;
  }
  for (const SentenceReport& sentence : report.sentences) {
    summary += " " + std::to_string(sentence.span.end) + " " + std::to_string(sentence.fluency) +
               " " + std::to_string(sentence.probability);
  }
  return summary;
}

class DetectorTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_FALSE(rewritten_.empty());
    ASSERT_TRUE(detector_.ok()) << detector_.error().message;
  }

  const std::string rewritten_ = Sample("light-sport.txt");
  const std::string honest_ = Sample("honest-sport.txt");
  const std::vector<std::string_view> texts_ = {rewritten_, honest_, "", "\xff\xfe", rewritten_};
  const Result<Detector> detector_ = Detector::Open();
};

TEST_F(DetectorTest, BatchIsEachTextInTurn) {
  const std::vector<Report> reports = detector_->AnalyzeBatch(texts_, {Mode::kSensitive});
  ASSERT_EQ(reports.size(), texts_.size());
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    EXPECT_EQ(Summary(reports[i]), Summary(detector_->Analyze(texts_[i], {Mode::kSensitive}))) << i;
    EXPECT_EQ(reports[i].mode, Mode::kSensitive);
  }
  EXPECT_GT(reports[0].hits.size(), 3u);
  EXPECT_EQ(reports[3].invalid_bytes, 2u);
}

// Nothing is left of what a report said before, nor of the first reading of a text that shows
// rewriting.
TEST_F(DetectorTest, AReportThatIsKeptIsReplaced) {
  Report kept;
  for (const Mode mode : {Mode::kStrict, Mode::kSensitive}) {
    for (const std::string_view text : texts_) {
      detector_->AnalyzeInto(text, &kept, {mode});
      EXPECT_EQ(Summary(kept), Summary(detector_->Analyze(text, {mode})));
      EXPECT_EQ(kept.mode, mode);
      std::size_t end = 0;
      for (const SentenceReport& sentence : kept.sentences) {
        EXPECT_GE(sentence.span.begin, end) << "a sentence twice";
        end = sentence.span.end;
      }
    }
  }
}

TEST_F(DetectorTest, HugePagesChangeNothing) {
  const auto huge = Detector::Open(DetectorOptions{.huge_pages = true});
  ASSERT_TRUE(huge.ok()) << huge.error().message;
  for (const std::string_view text : texts_) {
    EXPECT_EQ(Summary(huge->Analyze(text)), Summary(detector_->Analyze(text)));
  }
}

TEST_F(DetectorTest, SinkTakesReportsInOrderUntilItHasEnough) {
  const std::vector<Report> reports = detector_->AnalyzeBatch(texts_);
  for (const std::size_t wanted : {std::size_t{1}, std::size_t{3}, texts_.size() + 1}) {
    std::vector<std::string> taken;
    detector_->AnalyzeEach(texts_, [&](std::size_t index, Report report) {
      EXPECT_EQ(index, taken.size());
      taken.push_back(Summary(report));
      return taken.size() < wanted;
    });
    ASSERT_EQ(taken.size(), std::min(wanted, texts_.size()));
    for (std::size_t i = 0; i < taken.size(); ++i) EXPECT_EQ(taken[i], Summary(reports[i]));
  }
}

TEST_F(DetectorTest, SixteenThreadsShareOne) {
  const std::string rewritten = Summary(detector_->Analyze(rewritten_));
  const std::string honest = Summary(detector_->Analyze(honest_));
  std::vector<std::thread> threads;
  std::vector<int> wrong(16, 0);
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < 10; ++i) {
        const bool first = (t + i) % 2 == 0;
        const Report report = detector_->Analyze(first ? rewritten_ : honest_);
        if (Summary(report) != (first ? rewritten : honest)) ++wrong[t];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(16, 0));
}

}  // namespace
}  // namespace calque
