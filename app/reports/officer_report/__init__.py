"""Báo cáo thẩm định: what one officer or unit says of the indicators he appraises."""
