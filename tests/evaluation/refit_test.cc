// Models are judged on texts they have not seen: what is left out must not matter to
// what is said of it.
#include "detector/evaluation/refit.h"

#include <gtest/gtest.h>

#include <random>

namespace calque::evaluation {
namespace {

std::vector<RefitText> Texts(std::size_t count, std::size_t sites) {
  std::mt19937_64 random(5);
  std::vector<RefitText> texts;
  for (std::size_t i = 0; i < count; ++i) {
    const bool machine = i % 2 == 0;
    const double noise = static_cast<double>(random() % 1000) / 500;
    texts.push_back({{noise + (machine ? 1.0 : 0.0), noise}, machine, random() % sites + 1, i});
  }
  return texts;
}

TEST(RefitTest, LabelsOfTheLeftOutDoNotMatter) {
  const std::vector<RefitText> texts = Texts(200, 10);
  std::vector<RefitText> other = texts;
  const auto left_out = [](std::size_t i) { return i % 5 == 3; };
  for (std::size_t i = 3; i < other.size(); i += 5) other[i].machine = !other[i].machine;
  const auto one = FittedWithout(texts, left_out);
  ASSERT_TRUE(one.has_value());
  EXPECT_EQ(one->size(), 40U);
  EXPECT_EQ(*one, *FittedWithout(other, left_out));
  // At a prior of one in ten the machine's texts are given more.
  double machine = 0;
  double honest = 0;
  for (std::size_t k = 0; k < one->size(); ++k) {
    (texts[3 + 5 * k].machine ? machine : honest) += (*one)[k] / 20;
  }
  EXPECT_GT(machine, honest + 0.05);
}

// Whole sites are left out: the labels of a site do not change what is said of it.
TEST(RefitTest, FoldsAreOfWholeSites) {
  const std::vector<RefitText> texts = Texts(400, 20);
  std::vector<RefitText> other = texts;
  for (RefitText& text : other) {
    if (text.site == 7) text.machine = !text.machine;
  }
  const auto before = CrossFitted(texts);
  const auto after = CrossFitted(other);
  ASSERT_TRUE(before && after);
  bool others_changed = false;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].site == 7) {
      EXPECT_EQ((*before)[i], (*after)[i]);
    } else {
      others_changed = others_changed || (*before)[i] != (*after)[i];
    }
  }
  EXPECT_TRUE(others_changed);
}

TEST(RefitTest, OneSiteFallsBackToTextsAndOneClassToNothing) {
  std::vector<RefitText> texts = Texts(100, 1);
  EXPECT_TRUE(CrossFitted(texts).has_value());
  for (RefitText& text : texts) text.machine = false;
  EXPECT_FALSE(CrossFitted(texts).has_value());
  EXPECT_FALSE(CrossFitted({}).has_value());
}

}  // namespace
}  // namespace calque::evaluation
