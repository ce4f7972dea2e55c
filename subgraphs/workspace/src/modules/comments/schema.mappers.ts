import type { Comment } from '@hub/prisma/client';

export type CommentMapper = Comment;
