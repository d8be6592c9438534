// Attributes for dolma.
#include "detector/reports/dolma_writer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>

#include "tests/reports/finding_fixture.h"
#include "tests/reports/slow_decoder.h"

namespace calque::reports {
namespace {

using nlohmann::json;

TEST(DolmaWriterTest, Golden) {
  std::string out;
  AppendDolmaAttributes(TwoLineReport(), kTwoLines, Named("id\n1", "in.jsonl"), &out);
  AppendDolmaError(Named("id2", "in.jsonl"), &out);
  EXPECT_EQ(out, R"({"id":"id\n1","attributes":{"calque__document__probability":[[0,38,0.99914]],)"
                 R"("calque__document__artifact":[[0,38,1.00000]],)"
                 R"("calque__document__suspect":[[0,38,0.00000]],)"
                 R"("calque__document__insufficient":[[0,38,0.00000]],)"
                 R"("calque__document__words":[[0,38,6.00000]],)"
                 R"("calque__document__hits_per_1000":[[0,38,500.00000]],)"
                 R"("calque__hit__synonym":[[25,34,2.00000]],)"
                 R"("calque__hit__name":[[10,23,5.25000]],)"
                 R"("calque__hit__idiom":[],"calque__hit__calque":[],"calque__hit__tortured":[],)"
                 R"("calque__hit__furniture":[],"calque__hit__pivot-leak":[[35,37,0.00000]],)"
                 R"("calque__hit__structure":[],)"
                 R"("calque__sentence__probability":[[0,38,0.99810]]}})"
                 "\n"
                 R"({"id":"id2","attributes":{"calque__document__error":[[0,0,1.00000]]}})"
                 "\n");
}

// A Python slice of the text with the numbers of a span gives the words of the hit.
TEST(DolmaWriterTest, SpansAreSlicesOfCodePoints) {
  std::mt19937_64 random(20274);
  std::set<std::string> shape;
  for (int round = 0; round < 100; ++round) {
    const std::string text = HostileText(round, &random);
    const Report report = HostileReport(text, text, &random);
    std::string out;
    AppendDolmaAttributes(report, text, Named(text, text), &out);
    ASSERT_EQ(out.find('\n'), out.size() - 1);
    const json line = json::parse(out);
    const std::size_t length = SlowDecode(text).chars.size();
    std::set<std::string> keys;
    std::size_t hits = 0;
    for (const auto& [key, spans] : line["attributes"].items()) {
      keys.insert(key);
      if (key.find("__hit__") != std::string::npos) hits += spans.size();
      for (const json& span : spans) {
        ASSERT_EQ(span.size(), 3U);
        EXPECT_LE(span[0], span[1]);
        EXPECT_LE(span[1], length);
        EXPECT_TRUE(span[2].is_number_float());
      }
    }
    EXPECT_EQ(hits, report.hits.size());
    EXPECT_EQ(line["attributes"]["calque__document__words"][0][1], length);
    if (round == 0) shape = keys;
    EXPECT_EQ(keys, shape) << "every line has every key";
  }
}

}  // namespace
}  // namespace calque::reports
