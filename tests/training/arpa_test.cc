// ARPA files: round trips, tolerance, and refusals that name the line.
#include "detector/training/arpa.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/training/toy_corpus.h"

namespace calque::training {
namespace {

Result<EstimatedModel> Read(const std::string& text, std::size_t chunk = 1 << 20) {
  std::size_t position = 0;
  return ReadArpa(
      [&](std::span<char> buffer) -> Result<std::size_t> {
        const std::size_t size = std::min({buffer.size(), chunk, text.size() - position});
        std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(position), size, buffer.begin());
        position += size;
        return size;
      },
      "m.arpa");
}

std::string Replace(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

constexpr char kGood[] =
    "\\data\\\n"              // 1
    "ngram 1=5\n"             // 2
    "ngram 2=3\n"             // 3
    "\n"                      // 4
    "\\1-grams:\n"            // 5
    "-1.5\t<unk>\n"           // 6
    "-99\t<s>\t-0.25\n"       // 7
    "-1\t</s>\n"              // 8
    "-0.5\tthe\t-0.125\n"     // 9
    "-0.75\thouse\t0.0625\n"  // 10
    "\n"                      // 11
    "\\2-grams:\n"            // 12
    "-0.5\t<s> the\n"         // 13
    "-0.375\tthe house\n"     // 14
    "-0.25\thouse </s>\n"     // 15
    "\n"                      // 16
    "\\end\\\n";              // 17

TEST(Arpa, ReadsWhatItSays) {
  const Result<EstimatedModel> model = Read(kGood);
  ASSERT_TRUE(model.ok()) << model.error().message;
  const PlainModel plain(*model);
  EXPECT_EQ(plain.entries.size(), 8u);
  EXPECT_NEAR(std::log10(plain.entries.at({"the"}).backoff), -0.125, 1e-12);
  EXPECT_NEAR(std::log10(plain.entries.at({"house"}).backoff), 0.0625, 1e-12);
  EXPECT_EQ(plain.entries.at({"</s>"}).backoff, 1.0) << "a missing backoff is 0";
  EXPECT_NEAR(std::log10(plain.entries.at({"the", "house"}).prob), -0.375, 1e-12);
}

TEST(Arpa, RoundTripsToTheSameBytes) {
  for (const int order : {1, 2, 3, 4, 5, 6}) {
    const std::string text = ArpaText(Estimate(RandomCorpus(31, 100, 20), ToyOptions(order)));
    for (const std::size_t chunk : {1u, 7u, 1u << 20}) {
      const Result<EstimatedModel> model = Read(text, chunk);
      ASSERT_TRUE(model.ok()) << model.error().message;
      EXPECT_EQ(ArpaText(*model), text);
    }
  }
}

TEST(Arpa, TheOrderOfLinesDoesNotMatter) {
  const std::string text = kGood;
  const std::string other =
      Replace(text, "-0.5\t<s> the\n-0.375\tthe house\n", "-0.375\tthe house\n-0.5\t<s> the\n");
  ASSERT_NE(text, other);
  EXPECT_EQ(ArpaText(*Read(other)), ArpaText(*Read(text)));
}

TEST(Arpa, TolerantWhereNothingIsLost) {
  const std::string expected = ArpaText(*Read(kGood));
  const std::string text = kGood;
  for (const std::string& variant :
       {Replace(text, "\n", "\r\n"), Replace(text, "\t", " "), "a comment\n\n" + text,
        Replace(text, "\n\n", "\n"), text + "what comes after the end\n",
        text.substr(0, text.size() - 1), Replace(text, "<unk>\n", "<unk>\t0\n")}) {
    const Result<EstimatedModel> model = Read(variant);
    ASSERT_TRUE(model.ok()) << model.error().message;
    EXPECT_EQ(ArpaText(*model), expected);
  }
}

struct BadCase {
  const char* from;
  const char* to;
  const char* message;  // begins with
};

TEST(Arpa, RefusesMalformedInputWithItsLine) {
  const BadCase cases[] = {
      {"\\data\\\n", "\\date\\\n", "m.arpa:17: The file ends without"},
      {"ngram 1=5\nngram 2=3\n", "", "m.arpa:3: Here the number"},
      {"ngram 1=5\n", "ngram 3=5\n", "m.arpa:2: The orders"},
      {"ngram 2=3\n", "ngram 2=x\n", "m.arpa:3: This is no count"},
      {"ngram 2=3\n", "ngram 2:3\n", "m.arpa:3: This is no count"},
      {"ngram 2=3\n", "ngram 2=-3\n", "m.arpa:3: This is no count"},
      {"ngram 2=3\n", "ngram 2=99999999999\n", "m.arpa:3: There are too many"},
      {"ngram 1=5\n", "ngram 1=6\n", "m.arpa:12: The head of the file announces 6 1-grams"},
      {"ngram 1=5\n", "ngram 1=4\n", "m.arpa:12: The head of the file announces 4 1-grams"},
      {"ngram 2=3\n", "ngram 2=2\n", "m.arpa:17: The head of the file announces 2 2-grams"},
      {"\\1-grams:\n", "", "m.arpa:5: Here \\1-grams: should stand"},
      {"\\2-grams:\n", "\\3-grams:\n", "m.arpa:12: Here \\2-grams: should stand"},
      {"\\end\\\n", "", "m.arpa:16: Here \\end\\ should stand"},
      {"\\end\\\n", "\\3-grams:\n", "m.arpa:17: Here \\end\\ should stand"},
      {"-0.5\tthe\t-0.125", "x\tthe\t-0.125", "m.arpa:9: \"x\" is no logarithm of a prob"},
      {"-0.5\tthe\t-0.125", "0.5\tthe\t-0.125", "m.arpa:9: \"0.5\" is no logarithm of a prob"},
      {"-0.5\tthe\t-0.125", "nan\tthe\t-0.125", "m.arpa:9: \"nan\" is no logarithm of a prob"},
      {"-0.5\tthe\t-0.125", "-inf\tthe\t-0.125", "m.arpa:9: \"-inf\" is no logarithm"},
      {"-0.5\tthe\t-0.125", "-0.5\tthe\t1e99", "m.arpa:9: \"1e99\" is no logarithm of a back"},
      {"-0.5\tthe\t-0.125", "-0.5", "m.arpa:9: The line has too few fields"},
      {"-0.5\tthe\t-0.125", "-0.5\tthe big\t-0.125", "m.arpa:9: The line has too many fields"},
      {"-0.75\thouse", "-0.75\tthe", "m.arpa:10: The unigram is there twice"},
      {"-99\t<s>", "-99\t<t>", "m.arpa:12: <s> is not among the unigrams"},
      {"-1\t</s>", "-1\t</t>", "m.arpa:12: </s> is not among the unigrams"},
      {"-0.75\thouse", "-0.75\t<UNK>", "m.arpa:10: The unigram is there twice"},
      {"<s> the", "<s> mouse", "m.arpa:13: The word \"mouse\" is not among the unigrams"},
      {"-0.25\thouse </s>", "-0.25\tthe house", "m.arpa:15: The n-gram is there twice"},
  };
  for (const BadCase& c : cases) {
    const std::string text = Replace(kGood, c.from, c.to);
    ASSERT_NE(text, kGood) << c.from;
    const Result<EstimatedModel> model = Read(text);
    ASSERT_FALSE(model.ok()) << c.message;
    EXPECT_EQ(model.error().code, ErrorCode::kDataLoss);
    EXPECT_EQ(model.error().message.substr(0, std::string(c.message).size()), c.message);
  }
  EXPECT_EQ(Read("").error().message, "m.arpa:0: The file ends without \\data\\.");
}

TEST(Arpa, RefusesALineThatNeverEnds) {
  const std::string text = std::string("\\data\\\n") + std::string(3 << 20, 'x');
  EXPECT_EQ(Read(text).error().message, "m.arpa:2: The line is longer than 1048576 bytes.");
}

TEST(Arpa, ErrorsOfTheSourceAndTheSinkComeThrough) {
  const Error full{ErrorCode::kResourceExhausted, "The disk is full."};
  const Result<EstimatedModel> model =
      ReadArpa([&](std::span<char>) -> Result<std::size_t> { return full; }, "m.arpa");
  EXPECT_EQ(model.error().code, ErrorCode::kResourceExhausted);
  const Status status = WriteArpa(*Read(kGood), [&](std::string_view) -> Status { return full; });
  EXPECT_EQ(status.error().message, full.message);
}

TEST(Arpa, RefusesToWriteWordsWithWhiteSpace) {
  const EstimatedModel model = Estimate({{"two words"}}, ToyOptions(1));
  const Status status = WriteArpa(model, [](std::string_view) -> Status { return {}; });
  ASSERT_FALSE(status.ok());
  EXPECT_NE(status.error().message.find("\"two words\""), std::string::npos);
}

}  // namespace
}  // namespace calque::training
