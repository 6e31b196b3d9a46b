"""The kinds of activities of Biểu 04."""

from enum import StrEnum


class ActivityKind(StrEnum):
    CHECK = "check"  # kiểm tra, giám sát
    APPRAISAL = "appraisal"  # thẩm định
    COMPLETION = "completion"  # hoàn thiện hồ sơ, trình công nhận
    ANNOUNCEMENT = "announcement"  # công bố
    LEARNING = "learning"  # học tập kinh nghiệm
    SURVEY = "survey"  # khảo sát
