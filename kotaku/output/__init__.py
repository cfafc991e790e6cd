"""The take-home: figures as slides, workbook and minutes; results in, bytes out."""
