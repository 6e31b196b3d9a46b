"""Minutes (biên bản, NĐ 30/2020, phụ lục III, mẫu 1.9) of the meetings that judge a round."""
