// The scanner: the same bytes in the same order for any number of threads, errors
// in their place, and an end to every run that is told to stop.
#include "detector/batch/scanner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "tests/documents/input_fixture.h"

#ifndef CALQUE_TEST_PACK
#error "Define CALQUE_TEST_PACK as the path of a compiled English pack, a string literal."
#endif

namespace calque::batch {
namespace {

using documents::Document;

const Detector& SharedDetector() {
  static const Result<Detector> detector = Detector::Open(CALQUE_TEST_PACK);
  if (!detector.ok()) {
    ADD_FAILURE() << detector.error().message;
    std::abort();
  }
  return *detector;
}

// Everything that the scanner knows of a document, on one line.
void RenderLine(const Document& document, const Report* report, std::string* out) {
  *out += document.id + " " + document.path + " " + std::to_string(document.record) + " " +
          std::to_string(document.offset);
  if (report == nullptr) {
    *out += std::string(" ") + ErrorCodeName(document.error->code) + "\n";
    return;
  }
  *out += std::string(" ") + VerdictName(report->verdict) + " " + std::to_string(report->words);
  for (const Hit& hit : report->hits) *out += " " + std::to_string(hit.span.begin);
  *out += "\n";
}

struct Scan {
  std::string out;
  ScanTotals totals;
};

Scan ScanAll(const std::vector<std::string>& inputs, const ScanOptions& options,
             const Render& render = RenderLine) {
  Scan scan;
  const Scanner scanner(SharedDetector(), options, render);
  scan.totals = scanner.Run(inputs, [&](const Piece& piece, const ScanTotals&) {
    scan.out += piece.results;
    return true;
  });
  return scan;
}

ScanOptions WithThreads(int threads) {
  ScanOptions options;
  options.threads = threads;
  return options;
}

// What it should be: one document after the other, no units, no threads.
Scan SlowScan(const std::vector<std::string>& inputs, const ScanOptions& options) {
  Scan scan;
  for (const std::string& path : inputs) {
    auto reader = documents::OpenDocuments(path, options.format, options.keys);
    auto documents =
        reader.ok() ? std::move(*reader) : documents::FailedDocuments(path, reader.error());
    Document document;
    while (documents->Next(&document)) {
      ++scan.totals.documents;
      scan.totals.bytes += document.text.size();
      scan.totals.repairs += document.repairs;
      if (document.error) {
        ++scan.totals.errors;
        RenderLine(document, nullptr, &scan.out);
        continue;
      }
      const Report report = SharedDetector().Analyze(document.text, {options.mode});
      scan.totals.words += report.words;
      scan.totals.hits += report.hits.size();
      scan.totals.repairs += report.invalid_bytes;
      ++scan.totals.verdicts[static_cast<std::size_t>(report.verdict)];
      RenderLine(document, &report, &scan.out);
    }
  }
  return scan;
}

void ExpectSameTotals(const ScanTotals& actual, const ScanTotals& expected) {
  EXPECT_EQ(actual.documents, expected.documents);
  EXPECT_EQ(actual.errors, expected.errors);
  EXPECT_EQ(actual.bytes, expected.bytes);
  EXPECT_EQ(actual.words, expected.words);
  EXPECT_EQ(actual.hits, expected.hits);
  EXPECT_EQ(actual.repairs, expected.repairs);
  EXPECT_EQ(actual.verdicts, expected.verdicts);
  EXPECT_EQ(actual.stopped, expected.stopped);
}

constexpr std::string_view kSpun =
    "The consul normal mentioned that the Liberal Celebration grew to become conscious of the "
    "Chinese language affect. Officers mentioned the identical factor. ";

// JSON Lines of `count` documents with up to `most` spun sentences, some broken.
std::string RandomJsonl(std::size_t count, std::size_t most, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::string lines;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0 && random() % 23 == 0) {  // the first line says what the input is
      lines += "{\"text\": broken\n";
      continue;
    }
    lines += "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"";
    for (std::size_t n = random() % (most + 1); n > 0; --n) lines += kSpun;
    lines += random() % 11 == 0 ? "\\ud800\"}\n" : "End.\"}\n";
  }
  return lines;
}

// Thousands of tiny documents, a few big ones, and inputs that fail.
std::vector<std::string> MixedInputs(const std::string& root) {
  std::string big;
  for (int i = 0; i < 3000; ++i) big += kSpun;
  return {WriteFile(root + "/tiny.jsonl", RandomJsonl(5000, 2, 1)),
          root + "/absent",
          WriteFile(root + "/big.txt", big),
          WriteFile(root + "/empty.txt", ""),
          WriteFile(root + "/some.jsonl.gz", documents::Gzip(RandomJsonl(300, 100, 2))),
          WriteFile(root + "/cut.gz", documents::Gzip(big).substr(0, 500)),
          WriteFile(root + "/bad.txt",
                    "Bad \xFF bytes and caf\xC3\xA9 after caf\xC3\xA9, "
                    "caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 "
                    "caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9.")};
}

TEST(ScannerTest, ThreadsChangeNothing) {
  const std::vector<std::string> inputs = MixedInputs(FreshDirectory());
  const Scan expected = SlowScan(inputs, {});
  EXPECT_GT(expected.totals.errors, 100U);
  EXPECT_GT(expected.totals.hits, 1000U);
  EXPECT_GT(expected.totals.repairs, 100U);
  for (const int threads : {1, 2, 3, 8, 0}) {
    const Scan scan = ScanAll(inputs, WithThreads(threads));
    EXPECT_TRUE(scan.out == expected.out) << threads << " threads";
    ExpectSameTotals(scan.totals, expected.totals);
  }
}

// Workers that finish in any order must not change the order of the output.
TEST(ScannerTest, SlowDocumentsHoldTheirPlace) {
  const std::string root = FreshDirectory();
  const std::string path = WriteFile(root + "/x.jsonl", RandomJsonl(3000, 1, 3));
  const Render uneven = [](const Document& document, const Report* report, std::string* out) {
    volatile std::uint64_t spin =
        document.record % 64 == 0 ? (document.record * 7919) % 400'000 : 0;
    while (spin > 0) spin = spin - 1;
    RenderLine(document, report, out);
  };
  const std::string expected = SlowScan({path}, {}).out;
  for (int round = 0; round < 3; ++round) {
    EXPECT_TRUE(ScanAll({path}, WithThreads(8), uneven).out == expected);
  }
}

TEST(ScannerTest, NothingToReadIsNothing) {
  for (const int threads : {1, 8}) {
    const Scan scan = ScanAll({}, WithThreads(threads));
    EXPECT_EQ(scan.out, "");
    EXPECT_EQ(scan.totals.documents, 0U);
    EXPECT_FALSE(scan.totals.stopped);
  }
}

TEST(ScannerTest, OptionsReachReaderAndDetector) {
  const std::string root = FreshDirectory();
  const std::string path =
      WriteFile(root + "/x.txt", R"({"body":"Some text.","name":"n","text":"Other."})");
  ScanOptions options;
  options.keys = {"body", "name", "url"};
  EXPECT_EQ(ScanAll({path}, options).out.substr(0, 2), "n ");
  options.format = documents::InputFormat::kText;
  EXPECT_EQ(ScanAll({path}, options).out, SlowScan({path}, options).out);
  for (const Mode mode : {Mode::kStrict, Mode::kBalanced, Mode::kSensitive}) {
    options.mode = mode;
    const auto render = [mode](const Document&, const Report* report, std::string*) {
      EXPECT_EQ(report->mode, mode);
    };
    EXPECT_EQ(ScanAll({path}, options, render).totals.documents, 1U);
  }
}

TEST(ScannerTest, MaxErrorsStops) {
  const std::string root = FreshDirectory();
  std::vector<std::string> inputs;
  for (int i = 0; i < 2000; ++i) inputs.push_back(root + "/absent");
  ScanOptions options;
  options.max_errors = 100;
  const Scan one = ScanAll(inputs, options);
  EXPECT_TRUE(one.totals.stopped);
  EXPECT_GE(one.totals.errors, 100U);
  EXPECT_LT(one.totals.errors, 400U);
  for (const int threads : {2, 3, 8}) {
    options.threads = threads;
    const Scan scan = ScanAll(inputs, options);
    EXPECT_EQ(scan.out, one.out) << threads << " threads";
    ExpectSameTotals(scan.totals, one.totals);
  }
  options.max_errors = 2001;
  EXPECT_FALSE(ScanAll(inputs, options).totals.stopped);
  options.max_errors = 0;
  EXPECT_EQ(ScanAll(inputs, options).totals.errors, 2000U);
}

TEST(ScannerTest, RefusingSinkEndsTheRun) {
  const std::string root = FreshDirectory();
  const std::string path = WriteFile(root + "/x.jsonl", RandomJsonl(5000, 2, 4));
  for (const int threads : {1, 2, 8}) {
    for (const int accepted : {0, 1, 5}) {
      int calls = 0;
      const Scanner scanner(SharedDetector(), WithThreads(threads), RenderLine);
      const ScanTotals totals = scanner.Run(
          {path, path}, [&](const Piece&, const ScanTotals&) { return calls++ < accepted; });
      EXPECT_TRUE(totals.stopped);
      EXPECT_EQ(calls, accepted + 1) << "asked again after it refused";
      EXPECT_LT(totals.documents, 5000U);
    }
  }
}

// Pieces of one input each, in order, with a last one for every input, empty ones too.
TEST(ScannerTest, ByInputNoPieceHoldsTwoInputs) {
  const std::vector<std::string> inputs = MixedInputs(FreshDirectory());
  std::vector<std::string> expected;
  for (const std::string& input : inputs) expected.push_back(SlowScan({input}, {}).out);
  for (const int threads : {1, 3, 8}) {
    ScanOptions options = WithThreads(threads);
    options.by_input = true;
    std::vector<std::size_t> opened;
    options.before_input = [&](std::size_t input) { opened.push_back(input); };
    std::vector<std::string> outputs(1);
    const Scanner scanner(SharedDetector(), options, RenderLine);
    const ScanTotals totals = scanner.Run(inputs, [&](const Piece& piece, const ScanTotals&) {
      EXPECT_EQ(piece.input, outputs.size() - 1);
      EXPECT_EQ(piece.counts.inputs, piece.last ? 1U : 0U);
      outputs.back() += piece.results;
      if (piece.last) outputs.emplace_back();
      return true;
    });
    EXPECT_EQ(outputs.back(), "");
    outputs.pop_back();
    EXPECT_TRUE(outputs == expected) << threads << " threads";
    EXPECT_EQ(totals.inputs, inputs.size());
    EXPECT_EQ(opened.size(), inputs.size());
    EXPECT_TRUE(std::is_sorted(opened.begin(), opened.end()));
  }
}

TEST(ScannerTest, InterruptionEndsTheRun) {
  const std::string root = FreshDirectory();
  const std::string path = WriteFile(root + "/x.jsonl", RandomJsonl(5000, 2, 6));
  for (const int threads : {1, 4}) {
    std::atomic<bool> interrupted{false};
    ScanOptions options = WithThreads(threads);
    options.interrupted = &interrupted;
    const Scanner scanner(SharedDetector(), options, RenderLine);
    int calls = 0;
    const ScanTotals totals = scanner.Run({path, path}, [&](const Piece&, const ScanTotals&) {
      interrupted = ++calls == 3;
      return true;
    });
    EXPECT_TRUE(totals.stopped);
    EXPECT_EQ(calls, 3);
  }
}

TEST(ScannerTest, TotalsGrowWithWhatWasHandedOver) {
  const std::string root = FreshDirectory();
  const std::string path = WriteFile(root + "/x.jsonl", RandomJsonl(2000, 1, 5));
  const Scanner scanner(SharedDetector(), WithThreads(3), RenderLine);
  std::uint64_t lines = 0;
  const ScanTotals totals = scanner.Run({path}, [&](const Piece& piece, const ScanTotals& so_far) {
    for (const char c : piece.results) lines += c == '\n' ? 1 : 0;
    EXPECT_EQ(so_far.documents, lines);
    return true;
  });
  EXPECT_EQ(totals.documents, 2000U);
  EXPECT_EQ(lines, 2000U);
}

}  // namespace
}  // namespace calque::batch
