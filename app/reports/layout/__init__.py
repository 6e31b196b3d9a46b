"""How official papers look (Nghị định 30/2020/NĐ-CP, phụ lục I), apart from what they say."""
