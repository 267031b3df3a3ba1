package dev.scoreline.model;

/** The type of a column's or a tensor's values. The names are NumPy's. */
public enum DataType {
    /** 64-bit floating point; a missing value is NaN. In a table this is the type of every numeric column. */
    FLOAT64,
    INT64,
    BOOL,
    /** Text; in a table a missing value is none. */
    STRING,
    /** Numbers, text, booleans and missing values mixed, as in a NumPy array of objects. */
    OBJECT
}
