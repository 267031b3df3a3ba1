
xBnamedJ€