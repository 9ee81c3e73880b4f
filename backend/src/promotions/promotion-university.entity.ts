import { BaseEntity, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { University } from '../catalog/university.entity.js';
import { Promotion } from './promotion.entity.js';

/** One university that a promotion reaches: the rows the wall is built of. */
@Entity('promotion_universities')
export class PromotionUniversity extends BaseEntity {
  @PrimaryColumn('int') promotionId: number;

  @ManyToOne(() => Promotion, (promotion) => promotion.universities)
  @JoinColumn({ name: 'promotion_id' })
  promotion: Relation<Promotion>;

  @PrimaryColumn('int') universityId: number;

  @ManyToOne(() => University)
  @JoinColumn({ name: 'university_id' })
  university: Relation<University>;
}
