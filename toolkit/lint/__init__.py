"""The format of an official document (NĐ 30/2020/NĐ-CP): a .docx as it looks to findings, a rule at a time."""
