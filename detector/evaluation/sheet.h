// The results as tables and curves, so that the page, the JSON and the printed table
// say the same. Writers render them; they compute nothing.
#ifndef CALQUE_DETECTOR_EVALUATION_SHEET_H_
#define CALQUE_DETECTOR_EVALUATION_SHEET_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "detector/evaluation/metrics.h"

namespace calque::evaluation {

struct Number {
  double value = 0;
  int decimals = 0;
};

// A figure with its 95 % interval.
struct Estimate {
  double value = 0;
  Interval interval;
  int decimals = 0;
};

// So many of so many, with Wilson's interval.
struct Share {
  std::size_t count = 0;
  std::size_t of = 0;
};

// monostate: there is nothing to say.
using Cell = std::variant<std::monostate, std::string, std::uint64_t, Number, Estimate, Share>;

struct Column {
  std::string key;  // in JSON; needs no escaping
  std::string heading;
};

struct Table {
  std::string key;
  std::string title;
  std::string note;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
};

struct Point {
  double x = 0;
  double y = 0;
};

struct Series {
  std::string name;
  std::vector<Point> points;  // x ascending
};

enum class PlotKind : std::uint8_t {
  kRoc,          // x: false alarms from 0.0001, logarithmic; y: share found
  kReliability,  // x: probability said; y: share that was machine-made
};

struct Plot {
  std::string title;
  PlotKind kind = PlotKind::kRoc;
  std::vector<Series> series;
};

struct Sheet {
  std::string calque;  // versions of program and pack
  std::string pack;
  std::size_t honest = 0;  // texts
  std::size_t machine = 0;
  std::vector<std::string> notes;
  std::vector<Table> tables;  // none empty
  std::vector<Plot> plots;
};

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_SHEET_H_
