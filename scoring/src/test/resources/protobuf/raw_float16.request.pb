
x
BnamedJf.ÿ{