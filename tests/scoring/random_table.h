// A language model of five words, for comparisons with an oracle.
#ifndef CALQUE_TESTS_SCORING_RANDOM_TABLE_H_
#define CALQUE_TESTS_SCORING_RANDOM_TABLE_H_

#include <random>
#include <string>

#include "detector/text/token_key.h"

namespace calque::scoring {

inline constexpr int kRandomWords = 5;

// Of the words "a" to "e".
text::TokenKey RandomWordKey(int word);

// A section; every n-gram of the words is there, or is not, by chance; closed, as models are.
std::string RandomTable(int order, std::mt19937_64* random);

// Words of the model and others.
std::string RandomText(std::size_t words, std::mt19937_64* random);

}  // namespace calque::scoring

#endif  // CALQUE_TESTS_SCORING_RANDOM_TABLE_H_
