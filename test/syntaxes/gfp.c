// SYNTAX TEST "source.c" "gfp names in C"

gfp_t mask = GFP_KERNEL | __GFP_NOWARN;
// <----- support.type.gfp.c
//           ^^^^^^^^^^ support.constant.gfp.mask.c
//                        ^^^^^^^^^^^^ support.constant.gfp.flag.c
//    ^^^^ - support.constant.gfp.mask.c

#define OWN_FLAGS (GFP_NOFS & ~__GFP_IO)
//                 ^^^^^^^^ support.constant.gfp.mask.c
//                             ^^^^^^^^ support.constant.gfp.flag.c
//      ^^^^^^^^^ - support.constant.gfp.mask.c

{ x = ___GFP_IO; }
//    ^^^^^^^^^ constant.other.gfp.raw.c
//    ^^^^^^^^^ - support.constant.gfp.flag.c

/* GFP_KERNEL in a comment */ mask |= GFP_NOIO;
// ^^^^^^^^^^ - support.constant.gfp.mask.c
//                                    ^^^^^^^^ support.constant.gfp.mask.c

char *s = "GFP_KERNEL";
//         ^^^^^^^^^^ - support.constant.gfp.mask.c

x = MY_GFP_KERNEL + xGFP_NOFS + my_gfp_t;
//  ^^^^^^^^^^^^^ - support.constant.gfp.mask.c
//                  ^^^^^^^^^ - support.constant.gfp.mask.c
//                              ^^^^^^^^ - support.type.gfp.c
